package ninety.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ninety.coverage.Horizon;
import ninety.stream.Counts.Tally;
import ninety.sweep.Count;
import ninety.sweep.Counts;
import ninety.sweep.Summary;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:15:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  private final StringWriter printed = new StringWriter();

  @Test
  void an_event_is_a_line_that_says_what_its_metrics_are() throws IOException {
    metrics(Metrics.Form.EMF).tell(new TreeMap<>(Map.of("HorizonLagSeconds", 960L, "Sweeps", 1L)));

    assertEquals(1, printed.toString().lines().count());
    assertEquals(
        JSON.readTree(
            """
            {
              "_aws": {
                "Timestamp": 1780301700000,
                "CloudWatchMetrics": [{
                  "Namespace": "ninety",
                  "Dimensions": [["Table"]],
                  "Metrics": [
                    {"Name": "HorizonLagSeconds", "Unit": "Seconds"},
                    {"Name": "Sweeps", "Unit": "Count"}
                  ]
                }]
              },
              "Table": "ninety-users",
              "HorizonLagSeconds": 960,
              "Sweeps": 1
            }
            """),
        JSON.readTree(printed.toString()));
  }

  @Test
  void none_prints_nothing() {
    metrics(Metrics.Form.NONE).tell(Map.of("Sweeps", 1L));

    assertEquals("", printed.toString());
  }

  @Test
  void counts_are_those_since_the_last_time() throws IOException {
    TallyMetrics counts = new TallyMetrics(metrics(Metrics.Form.EMF), tally(0, 0));

    counts.tell(tally(10, 2));
    counts.tell(tally(15, 2));

    List<JsonNode> events = events();
    assertEquals(10, events.getFirst().path("RecordsReceived").asLong());
    assertEquals(2, events.getFirst().path("RecordsRejected").asLong());
    assertEquals(5, events.getLast().path("RecordsReceived").asLong());
    assertEquals(0, events.getLast().path("RecordsRejected").asLong());
  }

  @Test
  void a_sweep_tells_what_it_did_and_how_old_its_knowledge_is() {
    Map<String, Long> numbers = SweepMetrics.of(summary(), Optional.of(NOW.minusSeconds(301)), NOW);

    assertEquals(
        Map.ofEntries(
            Map.entry("Sweeps", 1L),
            Map.entry("HorizonLagSeconds", 960L),
            Map.entry("HeartbeatAgeSeconds", 301L),
            Map.entry("UsersDue", 7L),
            Map.entry("AlertsTold", 3L),
            Map.entry("AlertsUntold", 2L),
            Map.entry("AlertsParked", 5L),
            Map.entry("UsersGoneInDoubt", 4L),
            Map.entry("UsersHeldBack", 6L),
            Map.entry("DirectoryChanges", 8L),
            Map.entry("UsersExempt", 0L),
            Map.entry("ExemptionsInForce", 0L),
            Map.entry("SignsFailed", 9L),
            Map.entry("UsersFailed", 1L)),
        numbers);
  }

  /** Else an alarm would wait for ever for a metric that nobody prints. */
  @Test
  void every_metric_that_terraform_reads_is_printed() throws IOException {
    Set<String> printedNames = new TreeSet<>();
    TallyMetrics counts = new TallyMetrics(metrics(Metrics.Form.EMF), tally(0, 0));
    counts.tell(tally(0, 0));
    events().getFirst().fieldNames().forEachRemaining(printedNames::add);
    printedNames.addAll(SweepMetrics.of(summary(), Optional.of(NOW), NOW).keySet());

    Set<String> read =
        Pattern.compile("namespace = \"ninety\", metric = \"(\\w+)\"")
            .matcher(Files.readString(Path.of("..", "terraform", "observability.tf")))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(
        Set.of(),
        read.stream().filter(name -> !printedNames.contains(name)).collect(Collectors.toSet()));
    assertEquals(false, read.isEmpty());
  }

  private Metrics metrics(Metrics.Form form) {
    return new Metrics(
        form, new PrintWriter(printed), Clock.fixed(NOW, ZoneOffset.UTC), "Table", "ninety-users");
  }

  private List<JsonNode> events() throws IOException {
    return JSON.readerFor(JsonNode.class).<JsonNode>readValues(printed.toString()).readAll();
  }

  private static Tally tally(long received, long rejected) {
    return new Tally(
        received,
        new TreeMap<>(Map.of("sign-in", received - rejected)),
        new TreeMap<>(),
        new TreeMap<>(Map.of("not-json", rejected)),
        received,
        0,
        0);
  }

  private static Summary summary() {
    Horizon horizon = new Horizon(NOW.minusSeconds(960), new Horizon.Holder.Allowance());
    return new Summary(
        horizon.at(),
        Optional.of(horizon),
        Optional.of(Instant.EPOCH),
        List.of(),
        List.of(),
        List.of(),
        new Counts(
            Map.of(
                Count.LOOKED,
                7L,
                Count.REARMED,
                2L,
                Count.RESENT,
                3L,
                Count.PENDING,
                2L,
                Count.PARKED,
                5L,
                Count.GONE_IN_DOUBT,
                4L,
                Count.HELD_BACK,
                6L,
                Count.DIRECTORY_CHANGES,
                8L,
                Count.SIGNS_FAILED,
                9L,
                Count.FAILED,
                1L)));
  }
}
