package ninety.cli.terminal;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A task's numbers, one event a line, in CloudWatch's embedded metric format: CloudWatch makes
 * metrics of them where it takes up the log. They name no user. Terraform's {@code
 * observability.tf} reads these names. Safe for any number of threads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     format</a>
 */
public final class Metrics {

  /** The form in which metrics are published. */
  public enum Form {
    NONE,
    EMF
  }

  private static final String NAMESPACE = "ninety";

  private final Form form;
  private final PrintWriter out;
  private final Clock clock;
  private final String dimension;
  private final String value;

  /**
   * @param dimension the name of the one dimension, such as {@code Table}
   * @param value its value for this task
   */
  public Metrics(Form form, PrintWriter out, Clock clock, String dimension, String value) {
    this.form = form;
    this.out = out;
    this.clock = clock;
    this.dimension = dimension;
    this.value = value;
  }

  /**
   * Publishes these now. A name that ends in {@code Seconds} has that unit, the others are counts.
   */
  public void publish(Map<String, Long> numbers) {
    switch (form) {
      case NONE -> {}
      case EMF -> {
        out.println(Json.line(event(numbers)));
        out.flush();
      }
    }
  }

  private Map<String, Object> event(Map<String, Long> numbers) {
    List<Map<String, String>> definitions =
        numbers.keySet().stream()
            .map(name ->
                Map.of("Name", name, "Unit", name.endsWith("Seconds") ? "Seconds" : "Count"))
            .toList();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put(
        "_aws",
        Map.of(
            "Timestamp",
            clock.millis(),
            "CloudWatchMetrics",
            List.of(
                Map.of(
                    "Namespace",
                    NAMESPACE,
                    "Dimensions",
                    List.of(List.of(dimension)),
                    "Metrics",
                    definitions))));
    event.put(dimension, value);
    event.putAll(numbers);
    return event;
  }
}
