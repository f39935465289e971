package ninety.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ninety.alert.SqsUndelivered;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.coverage.Waiting;
import org.junit.jupiter.api.Test;

/** S7 and S8 through the real commands on real servers. */
final class CoverageIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String REGION = "eu-central-1";
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @Test
  void a_gap_is_attested_reported_revoked_and_there_again() {
    Place place = silentFor(now.minusSeconds(20 * 3_600), now.minusSeconds(10 * 3_600));
    Map<String, String> environment = heard(place);
    assertEquals(1, coverage(environment).path("gaps").size());

    NinetyProcess attest =
        NinetyProcess.run(
            environment,
            "coverage",
            "attest",
            "--from",
            now.minusSeconds(20 * 3_600).toString(),
            "--to",
            now.minusSeconds(10 * 3_600).toString(),
            "--by",
            "kim",
            "--reason",
            "read CloudTrail");
    assertEquals(0, attest.exitCode(), attest.err());
    assertTrue(attest.out().contains("Before: 1 gap, 10 h together. Now: no gap."), attest.out());

    JsonNode after = coverage(environment);
    assertEquals(0, after.path("gaps").size());
    JsonNode stored = after.at("/attestations/0");
    assertEquals("kim", stored.at("/added/by").asText());
    assertEquals("unknown", stored.at("/added/caller").asText());
    assertEquals("complete", stored.path("what").asText());
    String id = stored.path("id").asText();
    assertEquals(List.of("attestation " + id + " attested"), notices(sweep(environment)));

    NinetyProcess lost =
        NinetyProcess.run(
            environment,
            "coverage",
            "lost",
            "--from",
            now.minusSeconds(15 * 3_600).toString(),
            "--to",
            now.minusSeconds(14 * 3_600).toString(),
            "--reason",
            "purged");
    assertEquals(1, lost.exitCode());
    assertTrue(lost.err().contains("ninety coverage revoke " + id), lost.err());

    NinetyProcess revoke =
        NinetyProcess.run(
            environment,
            "coverage",
            "revoke",
            id,
            "--by",
            "ann",
            "--reason",
            "a Region was left out");
    assertEquals(0, revoke.exitCode(), revoke.err());
    assertEquals(1, coverage(environment).path("gaps").size());
    assertEquals(
        List.of("attestation " + id + " attestation-revoked"), notices(sweep(environment)));
    NinetyProcess table = NinetyProcess.run(environment, "coverage");
    assertFalse(table.out().contains(id), table.out());
    assertTrue(table.out().contains("gaps left"), table.out());
    assertTrue(NinetyProcess.run(environment, "coverage", "--all").out().contains(id));
  }

  @Test
  void what_makes_no_sense_is_refused_with_the_reason() {
    Place place = silentFor(now.minusSeconds(20 * 3_600), now.minusSeconds(10 * 3_600));

    NinetyProcess nothing = NinetyProcess.run(heard(place), "coverage", "attest");
    assertEquals(2, nothing.exitCode());
    assertTrue(
        nothing
            .err()
            .startsWith(
                """
                ninety coverage attest: --from is missing; write an instant as in 2026-06-01T08:14:27Z.
                ninety coverage attest: --to is missing; write an instant as in 2026-06-01T08:14:27Z.
                ninety coverage attest: --reason is missing.
                """),
        nothing.err());
    NinetyProcess early =
        NinetyProcess.run(
            heard(place),
            "coverage",
            "attest",
            "--from",
            "2019-12-31T00:00:00Z",
            "--to",
            "2020-01-02T00:00:00Z",
            "--reason",
            "x");
    assertEquals(1, early.exitCode());
    assertTrue(early.err().contains("coverage began at 2020-01-01T00:00:00Z"), early.err());
    assertEquals(0, coverage(heard(place)).path("attestations").size());
  }

  @Test
  void what_waits_undelivered_is_in_doubt_until_the_queue_is_empty() {
    Place place = silentFor(now.minusSeconds(20 * 3_600), now.minusSeconds(20 * 3_600));
    String queue = Place.stack().createQueue(place.table() + "-undelivered");
    Map<String, String> environment = heard(place);
    environment.put("NINETY_UNDELIVERED", queue);
    assertEquals(List.of(), notices(sweep(environment)));

    for (int i = 0; i < 23; i++) {
      Place.stack().sqs().sendMessage(send -> send.queueUrl(queue).messageBody("{}")).join();
    }
    assertEquals(List.of("undelivered events in-doubt"), notices(sweep(environment)));

    JsonNode coverage = coverage(environment);
    Instant since = Instant.parse(coverage.at("/inDoubt/from").asText());
    assertTrue(since.isBefore(Instant.now().minus(Duration.ofHours(23))), since::toString);
    assertEquals(0, coverage.path("gaps").size());
    assertTrue(
        NinetyProcess.run(environment, "users").out().contains("In doubt since " + since),
        "users says it too");

    Place.stack().sqs().purgeQueue(purge -> purge.queueUrl(queue)).join();
    assertEquals(List.of("undelivered events in-doubt-over"), notices(sweep(environment)));
    assertTrue(coverage(environment).path("inDoubt").isNull());
  }

  /** All are seen, though a call gives ten, and none is taken away. */
  @Test
  void a_look_sees_every_message_and_takes_none() {
    String queue = Place.stack().createQueue("undelivered-" + System.nanoTime());
    SqsUndelivered undelivered = new SqsUndelivered(Place.stack().sqs(), queue).checked();
    assertEquals(List.of(), undelivered.look(now).map(Waiting::sent).orElseThrow());
    Instant before = Instant.now().minusSeconds(1);
    for (int i = 0; i < 23; i++) {
      Place.stack().sqs().sendMessage(send -> send.queueUrl(queue).messageBody("{}")).join();
    }

    Waiting found = undelivered.look(now).orElseThrow();

    assertEquals(23, found.messages());
    assertEquals(23, found.sent().size());
    assertTrue(found.sent().stream().allMatch(before::isBefore));
    // Hidden for the moment, and counted all the same.
    Waiting again = undelivered.look(now).orElseThrow();
    assertEquals(23, again.messages());
    assertEquals(List.of(), again.sent());
  }

  @Test
  void a_queue_that_is_not_there_is_said_before_work_begins() {
    Place place = silentFor(now, now);
    Map<String, String> environment = heard(place);
    environment.put("NINETY_UNDELIVERED", place.alertQueue().replace("alerts", "nowhere"));

    NinetyProcess sweep = NinetyProcess.run(environment, "sweep");

    assertEquals(1, sweep.exitCode());
    assertTrue(sweep.err().contains("queue of undelivered events"), sweep.err());
  }

  /** Coverage of a Region that was silent for that time. */
  private static Place silentFor(Instant from, Instant to) {
    Place place = Place.withoutStream();
    place
        .coverage()
        .heard(
            Source.ofRegion(REGION),
            new Listening(
                List.of(
                    new Span(Instant.parse("2020-01-01T00:00:00Z"), from),
                    new Span(to, Instant.now()))));
    place.coverage().shards(Map.of("shardId-000000000000", new Progress(from, false)));
    place
        .coverage()
        .progressed(
            "shardId-000000000000",
            new Progress(Instant.now().truncatedTo(ChronoUnit.MILLIS), false));
    return place;
  }

  private static Map<String, String> heard(Place place) {
    Map<String, String> environment = place.task();
    environment.put("NINETY_HEARTBEAT_FROM", REGION);
    return environment;
  }

  private static JsonNode coverage(Map<String, String> environment) {
    return json(NinetyProcess.run(environment, "coverage", "--output", "json"));
  }

  private static JsonNode sweep(Map<String, String> environment) {
    return json(NinetyProcess.run(environment, "sweep", "--output", "json"));
  }

  private static List<String> notices(JsonNode sweep) {
    List<String> notices = new ArrayList<>();
    sweep
        .path("noticeSteps")
        .forEach(
            step -> notices.add(step.path("about").asText() + " " + step.path("step").asText()));
    return notices;
  }

  private static JsonNode json(NinetyProcess process) {
    assertEquals(0, process.exitCode(), process.err());
    try {
      return JSON.readTree(process.out());
    } catch (IOException noJson) {
      throw new AssertionError(process.out(), noJson);
    }
  }
}
