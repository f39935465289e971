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
import java.util.stream.Stream;
import ninety.cli.process.TallyMetrics;
import ninety.cli.reconcile.ImportMetrics;
import ninety.cli.replay.ReplayMetrics;
import ninety.cli.sweep.SweepMetrics;
import ninety.cli.terminal.Metrics;
import ninety.coverage.Horizon;
import ninety.coverage.MissedDay;
import ninety.coverage.Observed;
import ninety.ingest.Counts.Tally;
import ninety.sweep.Count;
import ninety.sweep.Counts;
import ninety.sweep.Summary;
import ninety.user.IdentityStoreId;
import ninety.user.Kind;
import ninety.user.Reconciliation;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:15:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  private final StringWriter printed = new StringWriter();

  @Test
  void an_event_is_a_line_that_says_what_its_metrics_are() throws IOException {
    metrics(Metrics.Form.EMF)
        .publish(new TreeMap<>(Map.of("HorizonLagSeconds", 960L, "Sweeps", 1L)));

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
    metrics(Metrics.Form.NONE).publish(Map.of("Sweeps", 1L));

    assertEquals("", printed.toString());
  }

  @Test
  void counts_are_those_since_the_last_time() throws IOException {
    TallyMetrics counts = new TallyMetrics(metrics(Metrics.Form.EMF), tally(0, 0));

    counts.publish(tally(10, 2));
    counts.publish(tally(15, 2));

    List<JsonNode> events = events();
    assertEquals(10, events.getFirst().path("RecordsReceived").asLong());
    assertEquals(2, events.getFirst().path("RecordsRejected").asLong());
    assertEquals(5, events.getLast().path("RecordsReceived").asLong());
    assertEquals(0, events.getLast().path("RecordsRejected").asLong());
  }

  /** S2: what dries up is seen by zeros, and the feed's signs of life are not among them. */
  @Test
  void user_events_are_counted_by_kind_and_heartbeats_are_none() throws IOException {
    TallyMetrics counts = new TallyMetrics(metrics(Metrics.Form.EMF), tally(0, 0));

    counts.publish(
        observed(
            Map.of("sign-in", 4L, "user-deleted", 1L, "heartbeat", 7L, "directory-change", 2L)));

    JsonNode event = events().getFirst();
    assertEquals(5, event.path("UserEvents").asLong());
    assertEquals(4, event.path("UserEventsSignIn").asLong());
    assertEquals(1, event.path("UserEventsUserDeleted").asLong());
    assertEquals(0, event.path("UserEventsPortalActivity").asLong(-1));
  }

  @Test
  void the_kinds_that_are_counted_are_all_that_events_can_show() {
    Set<String> labels =
        Stream.of(
                new Kind.SignIn(Optional.empty()),
                new Kind.PortalActivity(),
                new Kind.PasswordReset(Kind.PasswordMode.EMAIL),
                new Kind.UserCreated(true, Kind.PasswordMode.EMAIL),
                new Kind.UserDeleted(),
                new Kind.UserDisabled(),
                new Kind.UserEnabled(),
                new Kind.UserUpdated(false))
            .map(Kind::label)
            .collect(Collectors.toSet());

    assertEquals(labels, Set.copyOf(Kind.OF_EVENTS));
    // All of them, but what the directory says.
    assertEquals(Kind.class.getPermittedSubclasses().length - 2, labels.size());
  }

  /** Terraform makes the names of these metrics of the kinds, so it has to know the same kinds. */
  @Test
  void terraform_knows_the_kinds_that_are_counted() throws IOException {
    String condition =
        Pattern.compile("user_events_alarm_hours.*?contains\\(\\[(.*?)\\]", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("..", "terraform", "variables_alarms.tf")))
            .results()
            .map(match -> match.group(1))
            .findFirst()
            .orElseThrow();

    assertEquals(
        Stream.concat(Stream.of("all"), Kind.OF_EVENTS.stream()).toList(),
        Pattern.compile("\"([a-z-]+)\"")
            .matcher(condition)
            .results()
            .map(match -> match.group(1))
            .toList());
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
            Map.entry("AlertsDelivered", 3L),
            Map.entry("AlertsPending", 2L),
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

  @Test
  void an_import_says_what_it_found_and_whether_it_was_believed() {
    assertEquals(
        Map.of(
            "Imports", 0L,
            "ImportsRefused", 1L,
            "UsersListed", 4_812L,
            "UsersCreated", 3L,
            "DirectoryDifferences", 2L),
        ImportMetrics.of(reconciliation(), false, true));
    assertEquals(1L, ImportMetrics.of(reconciliation(), true, false).get("Imports"));
  }

  @Test
  void a_count_of_a_day_says_how_many_events_never_came() {
    assertEquals(
        Map.of("DaysCounted", 0L, "EventsMissed", 3L, "EventsMissedInGaps", 1L),
        ReplayMetrics.ofDay(counted(), false));
    assertEquals(1L, ReplayMetrics.ofDay(counted(), true).get("DaysCounted"));
  }

  private static MissedDay counted() {
    return new MissedDay(
        9_000, 50, Map.of("sign-in", 2L, "user-updated", 1L), 1, 0, "s3://trail", NOW);
  }

  private static Reconciliation reconciliation() {
    return new Reconciliation(
        NOW,
        new IdentityStoreId("d-9067f2a1c4"),
        4_812,
        Map.of(Reconciliation.Difference.CREATED, 3L),
        2);
  }

  /** Else an alarm would wait for ever for a metric that nobody prints. */
  @Test
  void every_metric_that_terraform_reads_is_printed() throws IOException {
    Set<String> printedNames = new TreeSet<>();
    TallyMetrics counts = new TallyMetrics(metrics(Metrics.Form.EMF), tally(0, 0));
    counts.publish(tally(0, 0));
    events().getFirst().fieldNames().forEachRemaining(printedNames::add);
    printedNames.addAll(SweepMetrics.of(summary(), Optional.of(NOW), NOW).keySet());
    printedNames.addAll(ImportMetrics.of(reconciliation(), true, false).keySet());
    printedNames.addAll(ReplayMetrics.ofDay(counted(), true).keySet());
    printedNames.addAll(ReplayMetrics.ofGaps(true).keySet());

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

  private static Tally observed(Map<String, Long> kinds) {
    return new Tally(0, new TreeMap<>(kinds), new TreeMap<>(), new TreeMap<>(), 0, 0, 0, 0);
  }

  private static Tally tally(long received, long rejected) {
    return new Tally(
        received,
        new TreeMap<>(Map.of("sign-in", received - rejected)),
        new TreeMap<>(),
        new TreeMap<>(Map.of("not-json", rejected)),
        received,
        0,
        0,
        0);
  }

  private static Summary summary() {
    Horizon horizon = new Horizon.Known(NOW.minusSeconds(960), new Horizon.Holder.Allowance());
    return new Summary(
        horizon.asOf(),
        Optional.of(horizon),
        Optional.of(Observed.since(Instant.EPOCH)),
        List.of(),
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
