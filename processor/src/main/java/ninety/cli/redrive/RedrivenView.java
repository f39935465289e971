package ninety.cli.redrive;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.TextTable;
import ninety.redrive.Redriven;
import org.jspecify.annotations.Nullable;

/**
 * A view of what a redrive came to, for people and machines to read.
 *
 * @param users how many users' records were written and how many needed no write, where the table
 *     was written to
 */
record RedrivenView(QueueName queue, Redriven redriven, Optional<SortedMap<String, Long>> users) {

  void print(PrintWriter out) {
    out.printf(
        "%s: %s brought back%s%n",
        queue.words(), many(redriven.arrivals()), each(redriven.arrived()));
    users.ifPresent(counts ->
        out.printf(
            "Users: %s.%n",
            counts.entrySet().stream()
                .map(count -> "%d %s".formatted(count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "))));
    if (redriven.stays() > 0) {
      out.printf(
          "%s failed again and stay in the queue%s%s%n",
          many(redriven.stays()),
          redriven.renewed() > 0 ? ", %d under a new reason".formatted(redriven.renewed()) : "",
          each(redriven.stayed()));
      redriven
          .details()
          .forEach((reason, detail) ->
              out.printf("  %s: %s%n", TextTable.printable(reason), TextTable.printable(detail)));
    }
    redriven
        .fault()
        .ifPresent(fault ->
            out.printf(
                "Stopped, since %s: %s %s not brought back. Run it again.%n",
                fault, many(redriven.later()), redriven.later() == 1 ? "was" : "were"));
    if (redriven.comeAgain() > 0) {
      out.printf(
          "%s could not be deleted and may come again, which changes nothing.%n",
          many(redriven.comeAgain()));
    }
    if (redriven.nothingHad()) {
      out.println("None could be had: somebody else looks at them just now. Run it again.");
    }
    redriven
        .inQueue()
        .ifPresent(messages ->
            out.println(
                messages == 0
                    ? "The queue is empty now."
                    : "About %s %s in the queue now."
                        .formatted(many(messages), messages == 1 ? "is" : "are")));
  }

  void line(PrintWriter out) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("queue", queue.kind().label());
    fields.put("url", queue.url());
    fields.put("broughtBack", redriven.arrivals());
    fields.put("arrived", redriven.arrived());
    fields.put("users", users.orElse(null));
    fields.put("stayed", redriven.stayed());
    fields.put("details", redriven.details());
    fields.put("newReasons", redriven.renewed());
    fields.put("later", redriven.later());
    fields.put("fault", Json.text(redriven.fault()));
    fields.put("comeAgain", redriven.comeAgain());
    fields.put("notMeant", redriven.passedOver());
    fields.put("inQueue", redriven.inQueue().orElse(null));
    fields.put("complete", redriven.complete());
    out.println(Json.line(fields));
  }

  private static String each(SortedMap<String, Long> counts) {
    return counts.isEmpty()
        ? "."
        : counts.entrySet().stream()
            .map(count -> "%d %s".formatted(count.getValue(), TextTable.printable(count.getKey())))
            .collect(Collectors.joining(", ", ": ", "."));
  }

  private static String many(long messages) {
    return "%d message%s".formatted(messages, messages == 1 ? "" : "s");
  }
}
