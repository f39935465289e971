package ninety.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThresholdsTest {

  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Thresholds STANDARD = Thresholds.ofDays(86, 90);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "PT-1H, -, PT2064H",
        "PT0S, -, PT2064H",
        "P85DT23H59M59.999S, -, PT2064H",
        "P86D, WARNING, PT2160H",
        "P89DT23H59M59.999S, WARNING, PT2160H",
        "P90D, BREACH, -",
        "P4000D, BREACH, -",
      })
  void a_level_is_reached_at_the_very_instant(
      Duration elapsed, @Nullable Level reached, @Nullable Duration next) {
    Instant asOf = SINCE.plus(elapsed);

    assertEquals(Optional.ofNullable(reached), STANDARD.reached(SINCE, asOf));
    assertEquals(Optional.ofNullable(next).map(SINCE::plus), STANDARD.next(SINCE, asOf));
  }

  @ParameterizedTest
  @CsvSource({"0, 90", "-1, 90", "90, 90", "90, 86"})
  void a_warning_comes_before_the_breach_and_both_after_the_beginning(int warning, int breach) {
    assertThrows(IllegalArgumentException.class, () -> Thresholds.ofDays(warning, breach));
  }

  @Test
  void a_day_has_24_hours_also_where_clocks_are_put_forward() {
    assertEquals("PT2160H", STANDARD.of(Level.BREACH).toString());
    assertEquals("PT2064H", STANDARD.of(Level.WARNING).toString());
  }

  @Test
  void levels_are_declared_from_the_lowest_to_the_highest() {
    for (Level level : Level.values()) {
      for (Level higher : Level.values()) {
        assertEquals(
            Integer.signum(level.compareTo(higher)),
            Integer.signum(STANDARD.of(level).compareTo(STANDARD.of(higher))));
      }
    }
  }
}
