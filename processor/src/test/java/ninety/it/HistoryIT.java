package ninety.it;

import static ninety.cloudtrail.CloudTrailRecords.DANA;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.created;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ninety.archive.HistoryStandIn;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.local.StsLocal;
import ninety.user.Proof;
import ninety.user.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real command on a real table, with CloudTrail's own answers. */
final class HistoryIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Source HOME = new Source("111122223333", "eu-central-1");
  private static final Source OTHER = new Source("444455556666", "eu-west-1");

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  /** In the midst of a day: a step more would be calls that take time. */
  private final Instant from =
      now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(3)).plus(Duration.ofHours(10));

  private final Span gap = new Span(from, from.plus(Duration.ofHours(2)));

  private final HistoryStandIn cloudTrail = new HistoryStandIn();
  private final StsLocal sts = StsLocal.start("arn:aws:iam::111122223333:user/ops");

  @AfterEach
  void stop() {
    cloudTrail.close();
    sts.close();
  }

  private Place silent(Span silence, Source... expected) {
    Place place = Place.withoutStream();
    Instant began = Instant.parse("2020-01-01T00:00:00Z");
    for (Source each : expected) {
      place
          .coverage()
          .heard(
              each,
              new Listening(List.of(new Span(began, silence.from()), new Span(silence.to(), now))));
    }
    place.coverage().shards(Map.of("shardId-000000000000", new Progress(began, false)));
    place.coverage().progressed("shardId-000000000000", new Progress(now, false));
    place.coverage().expecting(new Expecting(Set.of(expected), began, Optional.empty()));
    return place;
  }

  private Map<String, String> environment(Place place) {
    Map<String, String> environment = new TreeMap<>(place.task());
    environment.put("NINETY_HEARTBEAT_FROM", HOME.text());
    environment.put("AWS_ENDPOINT_URL_CLOUDTRAIL", cloudTrail.url());
    environment.put("AWS_ENDPOINT_URL_STS", sts.endpoint().toString());
    return environment;
  }

  private static Optional<Instant> lastActivity(Place place, UserId user) {
    return place.dossiers().read(user).flatMap(it -> it.user().lastActivity()).map(Proof::time);
  }

  @Test
  void gaps_are_read_and_mended_and_a_second_run_asks_nothing() throws IOException {
    Place place = silent(gap, HOME);
    Instant seen = gap.from().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    cloudTrail
        .with("eu-central-1", signIn().by(MARA).at(seen))
        .with("eu-central-1", created().of(DANA).at(seen))
        .inTrouble("ThrottlingException");

    NinetyProcess mended =
        NinetyProcess.run(environment(place), "replay", "--gaps", "--output", "json");

    assertEquals(0, mended.exitCode(), mended.err());
    JsonNode said = JSON.readTree(mended.out());
    assertEquals(gap.from().toString(), said.at("/gaps/0/from").asText(), mended.out());
    assertEquals("event-history", said.at("/gaps/0/by").asText());
    assertEquals(0, said.path("left").size(), mended.out());
    assertEquals(Optional.of(seen), lastActivity(place, MARA));
    assertTrue(place.dossiers().read(DANA).isPresent());
    assertEquals(List.of(), place.coverage().read().gaps(Set.of()));
    assertFalse(place.coverage().read().read().proven().isEmpty());

    int asked = cloudTrail.calls().size();
    NinetyProcess again = NinetyProcess.run(environment(place), "replay", "--gaps");
    assertEquals(0, again.exitCode(), again.err());
    assertEquals("There are no gaps: nothing is to be read.", again.out().strip());
    assertEquals(asked, cloudTrail.calls().size());
  }

  @Test
  void another_account_is_named_and_read_under_its_role() throws IOException {
    Place place = silent(gap, HOME, OTHER);

    NinetyProcess without =
        NinetyProcess.run(environment(place), "replay", "--gaps", "--dry-run", "--output", "json");
    assertEquals(0, without.exitCode(), without.err());
    assertEquals(List.of(), cloudTrail.calls());
    assertEquals("other-account", JSON.readTree(without.out()).at("/left/0/why").asText());
    assertTrue(without.err().contains(OTHER.text()), without.err());

    NinetyProcess with =
        NinetyProcess.run(
            environment(place),
            "replay",
            "--gaps",
            "--history-role",
            "arn:aws:iam::444455556666:role/history",
            "--output",
            "json");
    assertEquals(0, with.exitCode(), with.err());
    assertEquals(0, JSON.readTree(with.out()).path("left").size(), with.out());
    assertTrue(
        cloudTrail.calls().stream()
            .filter(call -> call.region().equals("eu-west-1"))
            .allMatch(call -> call.key().equals("ASIALOCALEXAMPLE0001")));
  }

  @Test
  void a_refusal_is_named_once_and_the_gap_stays() throws IOException {
    Place place = silent(gap, HOME);
    cloudTrail.inTrouble("AccessDeniedException");

    NinetyProcess refused =
        NinetyProcess.run(environment(place), "replay", "--gaps", "--output", "json");

    assertEquals(1, refused.exitCode());
    assertTrue(refused.err().contains("AccessDenied"), refused.err());
    assertEquals("unread", JSON.readTree(refused.out()).at("/left/0/why").asText());
    assertEquals(1, place.coverage().read().gaps(Set.of()).size());
  }

  @Test
  void an_old_gap_that_nobody_has_is_no_failure() throws IOException {
    Instant old = now.minus(Duration.ofDays(200));
    Place place = silent(new Span(old, old.plus(Duration.ofHours(3))), HOME);

    NinetyProcess named = NinetyProcess.run(environment(place), "replay", "--gaps");

    assertEquals(0, named.exitCode(), named.err());
    assertTrue(named.out().contains("ninety coverage attest"), named.out());
    assertEquals(List.of(), cloudTrail.calls());
  }

  @Test
  void a_time_is_read_of_event_history_once_its_cost_was_said() throws IOException {
    Place place = silent(gap, HOME);
    Instant seen = from.plusSeconds(600);
    cloudTrail.with("eu-central-1", signIn().by(MARA).at(seen));
    String[] replay = {
      "replay",
      "--from",
      "event-history",
      "--since",
      from.toString(),
      "--until",
      from.plusSeconds(3_600).toString(),
      "--dry-run"
    };

    NinetyProcess cost = NinetyProcess.run(environment(place), replay);
    assertEquals(0, cost.exitCode(), cost.err());
    assertTrue(cost.err().contains("That takes 21 calls"), cost.err());
    assertEquals(List.of(), cloudTrail.calls());

    NinetyProcess read =
        NinetyProcess.run(environment(place), Arrays.copyOf(replay, replay.length - 1));
    assertEquals(0, read.exitCode(), read.err());
    assertEquals(Optional.of(seen), lastActivity(place, MARA));
    assertTrue(read.out().contains("All was read of 111122223333/eu-central-1"), read.out());
  }
}
