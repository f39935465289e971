package ninety.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ninety.policy.PolicyInForce.Comparison;
import ninety.policy.PolicyOption.Difference;
import org.junit.jupiter.api.Test;

final class PolicyInForceTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void each_option_that_differs_is_named_with_both_values() {
    assertEquals(
        List.of(),
        PolicyOption.differences(
            Policy.STANDARD,
            Policy.STANDARD.with(Thresholds.ofDays(86, 90, 97), Policy.STANDARD.passwordAge())));
    assertEquals(
        List.of(
            new Difference(PolicyOption.INACTIVITY_DAYS, "86,90,97", "1,2,3"),
            new Difference(PolicyOption.INACTIVITY_FROM, "last-activity", "last-authenticated"),
            new Difference(PolicyOption.PASSWORD_DAYS, "86,90,97", "0.001s,36h,500d"),
            new Difference(PolicyOption.PASSWORD_RULE, "single-factor", "always"),
            new Difference(PolicyOption.EMAIL_CODE, "no-factor", "factor"),
            new Difference(PolicyOption.EMAIL_RESET, "does-not-count", "counts"),
            new Difference(PolicyOption.REVOCATION_GRACE, "2h", "0"),
            new Difference(PolicyOption.ENABLED_GRACE, "7d", "1h30m")),
        PolicyOption.differences(Policy.STANDARD, PolicyLogContract.UNUSUAL));
  }

  @Test
  void policies_that_no_option_tells_apart_are_the_same() {
    assertEquals(
        PolicyOption.values().length,
        Policy.class.getRecordComponents().length,
        "an option for each value, and no other: " + Arrays.toString(PolicyOption.values()));
  }

  @Test
  void a_policy_is_the_first_the_same_or_another_one() {
    PolicyInForce first = PolicyInForce.NONE.with(Policy.STANDARD, NOON, "ines", false);
    PolicyVersion inForce = new PolicyVersion(Policy.STANDARD, Policy.EDITION, NOON, "ines");

    assertEquals(new Comparison.First(), PolicyInForce.NONE.compare(Policy.STANDARD));
    assertEquals(new Comparison.Same(inForce), first.compare(Policy.STANDARD));
    assertEquals(
        new Comparison.Different(
            inForce,
            List.of(new Difference(PolicyOption.PASSWORD_RULE, "single-factor", "always"))),
        first.compare(Policy.STANDARD.with(Policy.PasswordRule.ALWAYS)));
  }

  @Test
  void the_same_policy_by_rules_of_another_edition_is_an_upgrade_and_marks_when_they_began() {
    PolicyInForce old = ofEdition(Policy.EDITION - 1);

    assertEquals(new Comparison.Upgraded(old.versions().getFirst()), old.compare(Policy.STANDARD));

    PolicyInForce upgraded = old.with(Policy.STANDARD, NOON, "task", false);
    assertEquals(Optional.of(NOON), upgraded.corrected());
    assertEquals(
        List.of(Policy.EDITION - 1, Policy.EDITION),
        upgraded.versions().stream().map(PolicyVersion::edition).toList());
    assertTrue(upgraded.firstSweeps().limited());

    PolicyInForce changed = upgraded.with(PolicyLogContract.UNUSUAL, NOON.plus(HOUR), "x", false);
    assertEquals(Optional.of(NOON), changed.corrected());
  }

  @Test
  void where_nobody_judged_before_nothing_is_corrected_and_nothing_limited() {
    PolicyInForce first = PolicyInForce.NONE.with(Policy.STANDARD, NOON, "x", false);

    assertEquals(Optional.empty(), first.corrected());
    assertFalse(first.firstSweeps().limited());
  }

  @Test
  void a_version_that_stored_no_policy_judged_by_the_first_edition() {
    PolicyInForce first = PolicyInForce.NONE.with(Policy.STANDARD, NOON, "x", true);

    assertEquals(Optional.of(NOON), first.corrected());
    assertEquals(1, first.firstSweeps().settled());
    assertTrue(first.firstSweeps().limited());
  }

  @Test
  void alerts_fit_up_to_the_limit_within_an_hour_wherever_it_begins() {
    FirstSweeps none = new FirstSweeps(1, Optional.empty(), 0);
    FirstSweeps six = none.claim(6, 10, NOON).orElseThrow();
    assertEquals(Optional.empty(), six.claim(5, 10, NOON.plusSeconds(3599)));

    FirstSweeps ten = six.claim(4, 10, NOON.plusSeconds(3599)).orElseThrow();

    // An hour after the first six, but not after the last four.
    assertEquals(Optional.empty(), ten.claim(1, 10, NOON.plus(HOUR)));
    assertEquals(
        Optional.empty(), ten.claim(1, 10, NOON.plusSeconds(3599).plus(HOUR).minusMillis(1)));
    assertEquals(10, ten.claim(10, 10, NOON.plusSeconds(3599).plus(HOUR)).orElseThrow().alerts());
  }

  @Test
  void a_clock_that_is_a_little_behind_claims_nothing_twice_and_one_far_off_stops_nobody() {
    FirstSweeps ten = new FirstSweeps(1, Optional.of(NOON), 10);

    assertEquals(Optional.empty(), ten.claim(1, 10, NOON.minusSeconds(60)));
    assertEquals(
        Optional.of(NOON),
        new FirstSweeps(1, Optional.of(NOON), 1)
            .claim(1, 10, NOON.minusSeconds(60))
            .orElseThrow()
            .last());
    assertTrue(ten.claim(10, 10, NOON.minus(Duration.ofDays(365))).isPresent());
  }

  private static PolicyInForce ofEdition(int edition) {
    return new PolicyInForce(
        List.of(new PolicyVersion(Policy.STANDARD, edition, NOON.minus(HOUR), "old")),
        Optional.empty(),
        new FirstSweeps(edition, Optional.empty(), 0),
        3);
  }
}
