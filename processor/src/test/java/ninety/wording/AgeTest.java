package ninety.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.finding.Transitions;
import ninety.finding.UserTransition;
import ninety.policy.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgeTest {

  @ParameterizedTest
  @CsvSource({
    "PT2064H, PT2160H, 86 of 90 days, 86 days",
    "PT2087H59M, PT2160H, 86 of 90 days, 86 days",
    "PT24H, PT2163H, 1 of 90.125 days, 1 day",
    "PT23H, PT24H, 0 of 1 day, less than one day",
    "PT3H, PT8H, 3 of 8 hours, 3 hours",
    "PT90S, PT3M, 1 of 3 minutes, 1 minute",
    "PT9S, PT20S, 9 of 20 seconds, 9 seconds",
    "PT-9S, PT20S, 0 of 20 seconds, less than one second"
  })
  void an_age_reads_in_the_largest_unit_that_the_limit_fills(
      Duration counted, Duration limit, String ofLimit, String alone) {
    Age age = new Age(counted, limit);

    assertEquals(ofLimit, age.ofLimit());
    assertEquals(alone, age.toString());
  }

  @ParameterizedTest
  @CsvSource({"PT2160H, 90", "PT12H, 0.5", "PT2400H, 100", "PT8H, 0.333333", "PT20S, 0.000231481"})
  void a_threshold_in_days_is_a_plain_decimal(Duration threshold, String days) {
    assertEquals(days, Age.inDays(threshold));
  }

  @Test
  void a_step_speaks_of_the_instant_for_which_it_was_judged_whenever_it_is_reported() {
    UserTransition warning =
        Transitions.of(Control.INACTIVITY)
            .signedIn("2026-06-01T08:14:27Z")
            .judged("2026-08-26T08:15:02Z");
    UserTransition late =
        new UserTransition(
            warning.finding(),
            warning.step(),
            warning.user(),
            warning.policy(),
            warning.directory(),
            warning.observed(),
            warning.asOf(),
            Instant.parse("2026-08-30T09:00:00Z"),
            false);

    assertEquals(Optional.of("86 of 90 days"), Age.of(late).map(Age::ofLimit));
  }

  @Test
  void a_control_that_counts_no_days_has_no_age() {
    UserTransition signIn =
        Transitions.of(Control.REVOKED_ACCESS)
            .disabled("2026-06-01T08:14:27Z")
            .signedIn("2026-06-02T08:14:27Z")
            .judged("2026-06-02T08:15:02Z");

    assertEquals(Optional.empty(), Age.of(signIn));
  }
}
