package ninety.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.coverage.Horizon;
import ninety.coverage.Progress;
import ninety.user.UserId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A sweep that is killed with SIGKILL at each of its steps in turn, on a real table and a real
 * queue, and then made good by the next: the set of alert ids is that of an undisturbed sweep.
 */
final class KilledSweepIT {

  private static final Instant MONDAY = Instant.parse("2026-06-01T08:14:27Z");
  private static final Instant NOW = day(100).plus(Horizon.ALLOWANCE);
  private static final int SIGKILL = 128 + 9;

  /**
   * @param heard whether the source is heard again, so that users are judged; or falls silent
   */
  @ParameterizedTest
  @CsvSource({"false,true", "true,true", "false,false", "true,false"})
  void killed_at_any_step_it_has_reported_the_same_after_the_next(
      boolean afterEffect, boolean heard) {
    Place undisturbed = stories(heard);
    SweepIT.sweeper(undisturbed).run(NOW, _ -> {});
    Set<UUID> delivered = delivered(undisturbed);
    assertEquals(heard ? 8 : 4, delivered.size());

    int kills = 0;
    for (boolean killed = true; killed; ) {
      Place place = stories(heard);
      killed = dies(place, kills, afterEffect);
      kills += killed ? 1 : 0;

      SweepIT.sweeper(place).run(NOW, _ -> {});

      assertEquals(delivered, delivered(place), "killed at step " + kills);
    }

    int steps = kills;
    assertTrue(steps >= (heard ? 13 : 6), () -> "it has only %d steps".formatted(steps));
  }

  /**
   * One user to be warned, one new in breach twice, one to be resolved, one to be raised. Where the
   * source is heard again, it was silent and that was delivered.
   */
  private static Place stories(boolean heard) {
    Place place = Place.withoutStream();
    List<UserId> users = ProcessIT.users(5);
    SweepIT.absorb(place, CloudTrailRecords.signIn().by(users.get(1)).at(day(14)));
    SweepIT.absorb(place, CloudTrailRecords.created().of(users.get(2)).at(day(5)));
    SweepIT.absorb(place, CloudTrailRecords.signIn().by(users.get(3)).at(day(0)));
    SweepIT.absorb(place, CloudTrailRecords.signIn().by(users.get(4)).at(day(3)));
    processed(place, day(90).plus(Horizon.ALLOWANCE));
    SweepIT.sweeper(place).run(day(90).plus(Horizon.ALLOWANCE), _ -> {});
    if (heard) {
      SweepIT.sweeper(place).run(day(95), _ -> {});
      processed(place, NOW);
    }
    SweepIT.absorb(place, CloudTrailRecords.signIn().by(users.get(3)).at(day(95)));
    place.alerts();
    return place;
  }

  private static void processed(Place place, Instant through) {
    place.coverage().progressed("shardId-000000000000", new Progress(through, false));
  }

  private static boolean dies(Place place, int step, boolean afterEffect) {
    List<String> launcher =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            DoomedSweep.class.getName());
    try (NinetyProcess doomed =
        NinetyProcess.start(
            launcher,
            place.environment(),
            place.table(),
            place.alertQueue(),
            NOW.toString(),
            Integer.toString(step),
            Boolean.toString(afterEffect))) {
      int code = doomed.exitCode();
      assertTrue(code == SIGKILL || code == 0, () -> code + ": " + doomed.err());
      return code == SIGKILL;
    }
  }

  private static Set<UUID> delivered(Place place) {
    Set<UUID> ids = new HashSet<>();
    place.alerts().forEach(message -> ids.add(SweepIT.alertId(message)));
    return ids;
  }

  private static Instant day(int number) {
    return MONDAY.plus(Duration.ofDays(number));
  }
}
