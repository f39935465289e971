package ninety.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every place where the policy in force is kept must do. */
public abstract class PolicyLogContract {

  protected static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123Z");

  protected static final Policy UNUSUAL =
      new Policy(
          Thresholds.ofDays(1, 2, 3),
          new Thresholds(Duration.ofMillis(1), Duration.ofHours(36), Duration.ofDays(500)),
          Policy.Basis.LAST_AUTHENTICATED,
          Policy.PasswordRule.ALWAYS,
          Policy.EmailCode.FACTOR,
          Policy.EmailReset.COUNTS,
          Duration.ZERO,
          Duration.ofMinutes(90));

  /** What is tested: the same for all calls of one test, and empty before the first. */
  protected abstract PolicyLog log();

  @Test
  void at_first_none_is_in_force() {
    assertEquals(PolicyInForce.NONE, log().read());
  }

  @Test
  void versions_come_back_as_they_were_stored() {
    PolicyInForce first =
        PolicyInForce.NONE.with(UNUSUAL, NOON, "arn:aws:sts::111122223333:…/Ines", true);

    assertTrue(log().store(first));
    PolicyInForce second =
        log().read().with(Policy.STANDARD, NOON.plusSeconds(1), "scheduled task", false);
    assertTrue(log().store(second));

    assertEquals(second.withVersion(2), log().read());
    assertEquals(
        List.of(UNUSUAL, Policy.STANDARD),
        log().read().versions().stream().map(PolicyVersion::policy).toList());
    assertEquals(Optional.of(NOON), log().read().corrected());
  }

  @Test
  void how_far_the_first_sweeps_came_is_kept_and_forgotten_once_they_are_done() {
    PolicyInForce upgraded = PolicyInForce.NONE.with(Policy.STANDARD, NOON, "x", true);
    FirstSweeps claimed = upgraded.firstSweeps().claim(7, 10, NOON).orElseThrow();
    assertTrue(log().store(upgraded.with(claimed)));
    assertEquals(new FirstSweeps(1, Optional.of(NOON), 7), log().read().firstSweeps());

    assertTrue(log().store(log().read().with(claimed.settle())));
    assertFalse(log().read().firstSweeps().limited());
    assertEquals(Optional.empty(), log().read().firstSweeps().last());
  }

  /** Two that claim the same must not both take it for theirs. */
  @Test
  void of_two_who_store_the_same_from_one_reading_one_is_refused() {
    PolicyInForce same = PolicyInForce.NONE.with(Policy.STANDARD, NOON, "x", false);

    assertTrue(log().store(same));
    assertFalse(log().store(same));

    assertEquals(same.withVersion(1), log().read());
    assertFalse(log().store(same.withVersion(7)));
  }

  @Test
  void the_newest_hundred_versions_are_kept() {
    for (int i = 0; i < 103; i++) {
      Policy policy = i % 2 == 0 ? UNUSUAL : Policy.STANDARD;
      assertTrue(log().store(log().read().with(policy, NOON.plusSeconds(i), "x" + i, false)));
    }

    List<PolicyVersion> versions = log().read().versions();
    assertEquals(100, versions.size());
    assertEquals("x3", versions.getFirst().by());
    assertEquals("x102", versions.getLast().by());
  }
}
