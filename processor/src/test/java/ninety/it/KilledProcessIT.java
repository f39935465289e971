package ninety.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.finding.Dossier;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promises 1 and 4 at once: 10,000 events of 500 users over 4 shards, each fed twice, in any order,
 * while the consumer is killed three times in the middle of its writes. In the end the table equals
 * a fold of the events done in memory, without any of the product's code for joining.
 */
final class KilledProcessIT {

  private static final int EVENTS = 10_000;
  private static final int USERS = 500;
  private static final int SHARDS = 4;
  private static final int KILLS = 3;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PERIOD = Duration.ofDays(120);

  /** One event, as the test invents it. */
  private record Event(UserId user, String kind, Instant time, String id) {

    CloudTrailRecords record() {
      CloudTrailRecords record =
          switch (kind) {
            case "sign-in" -> CloudTrailRecords.signIn();
            case "portal" -> CloudTrailRecords.portalActivity();
            case "reset" -> CloudTrailRecords.passwordReset();
            case "created" -> CloudTrailRecords.created();
            case "disabled" -> CloudTrailRecords.disabled();
            case "enabled" -> CloudTrailRecords.enabled();
            case "deleted" -> CloudTrailRecords.deleted();
            default -> throw new IllegalArgumentException(kind);
          };
      return record.of(user).at(time).eventId(id);
    }
  }

  /** What a person with paper and pencil would note of one user: the times and proving events. */
  private record Expected(
      Optional<String> firstSeen,
      Optional<String> lastAuthenticated,
      Optional<String> lastActivity,
      Optional<String> passwordReset,
      Optional<String> created,
      Optional<String> access,
      Optional<String> deleted) {

    static Expected of(List<Event> events) {
      return new Expected(
          events.stream().min(BY_TIME_AND_ID).map(Expected::spelled),
          latest(events, "sign-in"),
          latest(events, "sign-in", "portal"),
          latest(events, "reset"),
          latest(events, "created"),
          latest(events, "created", "disabled", "enabled"),
          latest(events, "deleted"));
    }

    static Expected of(UserRecord user) {
      return new Expected(
          user.firstSeen().map(Expected::spelled),
          user.lastAuthenticated().map(Expected::spelled),
          user.lastActivity().map(Expected::spelled),
          user.passwordReset().map(Expected::spelled),
          user.created().map(Register::proof).map(Expected::spelled),
          user.access().latest().map(it -> it.proof()).map(Expected::spelled),
          user.deleted().map(Expected::spelled));
    }

    Expected withoutActivity() {
      return new Expected(
          firstSeen, lastAuthenticated, Optional.empty(), passwordReset, created, access, deleted);
    }

    private static final Comparator<Event> BY_TIME_AND_ID =
        Comparator.comparing(Event::time).thenComparing(Event::id);

    private static Optional<String> latest(List<Event> events, String... kinds) {
      return events.stream()
          .filter(event -> List.of(kinds).contains(event.kind()))
          .max(BY_TIME_AND_ID)
          .map(Expected::spelled);
    }

    private static String spelled(Event event) {
      return event.time() + " " + event.id();
    }

    private static String spelled(Proof proof) {
      return proof.time() + " " + proof.eventId();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1h"})
  void the_table_equals_a_fold_of_the_events_although_the_consumer_is_killed_three_times(
      String granularity) {
    long seed = Long.getLong("ninety.seed", 20260601);
    Random random = new Random(seed);
    List<Event> events = events(random);
    List<Event> fed = new ArrayList<>(events);
    fed.addAll(events);
    Collections.shuffle(fed, random);
    Place place = Place.withShards(SHARDS);
    long begin = System.nanoTime();

    int portion = fed.size() / (KILLS + 1);
    for (int kill = 0; kill < KILLS; kill++) {
      long before = writes(place);
      // Before it starts, for a server that is busy with them may not answer its first question.
      put(place, fed.subList(kill * portion, (kill + 1) * portion));
      try (NinetyProcess doomed = consumer(place, granularity)) {
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(() -> assertTrue(writes(place) > before + 50, doomed::err));
        doomed.kill();
      }
    }
    Map<UserId, Expected> expected =
        events.stream()
            .collect(
                Collectors.collectingAndThen(
                    Collectors.groupingBy(Event::user), KilledProcessIT::folded));
    put(place, fed.subList(KILLS * portion, fed.size()));
    try (NinetyProcess last = consumer(place, granularity)) {
      await("seed " + seed)
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertEqualUpTo(granularity, expected, stored(place)));
      assertEquals(0, last.terminate().exitCode(), last.err());
    }

    assertEqualUpTo(granularity, expected, stored(place));
    assertEquals(List.of(), place.deadLetters());
    System.out.printf(
        "%,d events of %d users over %d shards, fed twice in any order (seed %d), granularity %s,"
            + " %d kills: equal after %.1f s%n",
        EVENTS, USERS, SHARDS, seed, granularity, KILLS, (System.nanoTime() - begin) / 1e9);
  }

  private static void assertEqualUpTo(
      String granularity, Map<UserId, Expected> expected, Map<UserId, Expected> stored) {
    if (granularity.equals("0")) {
      assertEquals(expected, stored);
      return;
    }
    assertEquals(withoutActivity(expected), withoutActivity(stored));
    expected.forEach((user, truth) -> {
      Duration late = Duration.between(activity(stored.getOrDefault(user, truth)), activity(truth));
      assertTrue(!late.isNegative() && late.compareTo(Duration.ofHours(1)) < 0, user + ": " + late);
    });
  }

  private static Instant activity(Expected user) {
    return user.lastActivity()
        .map(it -> Instant.parse(it.substring(0, it.indexOf(' '))))
        .orElse(Instant.EPOCH);
  }

  private static Map<UserId, Expected> withoutActivity(Map<UserId, Expected> users) {
    return users.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().withoutActivity()));
  }

  private static Map<UserId, Expected> folded(Map<UserId, List<Event>> events) {
    Map<UserId, Expected> folded = new HashMap<>();
    events.forEach((user, all) -> folded.put(user, Expected.of(all)));
    return folded;
  }

  private static Map<UserId, Expected> stored(Place place) {
    return place
        .users()
        .collect(Collectors.toMap(it -> it.user().id(), it -> Expected.of(it.user())));
  }

  private static long writes(Place place) {
    return place.users().mapToLong(Dossier::version).sum();
  }

  private static NinetyProcess consumer(Place place, String granularity) {
    return NinetyProcess.start(
        place.environment(), "process", "--granularity", granularity, "--checkpoint-every", "0");
  }

  private static void put(Place place, List<Event> events) {
    place.put(events.stream().map(event -> event.record().bytes()).toList());
  }

  private static List<Event> events(Random random) {
    List<String> kinds =
        List.of(
            "sign-in",
            "sign-in",
            "sign-in",
            "portal",
            "portal",
            "portal",
            "portal",
            "reset",
            "created",
            "disabled",
            "enabled",
            "deleted");
    List<UserId> users = ProcessIT.users(USERS);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(
          new Event(
              users.get(random.nextInt(USERS)),
              kinds.get(random.nextInt(kinds.size())),
              START.plusSeconds(random.nextLong(PERIOD.toSeconds())),
              new UUID(random.nextLong(), random.nextLong()).toString()));
    }
    return events;
  }
}
