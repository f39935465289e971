package ninety.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.coverage.Observed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThresholdsTest {

  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Thresholds STANDARD = Thresholds.ofDays(86, 90, 97);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "PT-1H, -, PT2064H",
        "PT0S, -, PT2064H",
        "P85DT23H59M59.999S, -, PT2064H",
        "P86D, WARNING, PT2160H",
        "P89DT23H59M59.999S, WARNING, PT2160H",
        "P90D, BREACH, PT2328H",
        "P96DT23H59M59.999S, BREACH, PT2328H",
        "P97D, ESCALATED, -",
        "P4000D, ESCALATED, -",
      })
  void a_level_is_reached_at_the_very_instant(
      Duration elapsed, @Nullable Level reached, @Nullable Duration next) {
    Instant asOf = SINCE.plus(elapsed);

    assertEquals(Optional.ofNullable(reached), STANDARD.reached(elapsed));
    assertEquals(
        Optional.ofNullable(next).map(SINCE::plus),
        STANDARD.next(Observed.since(Instant.EPOCH), SINCE, asOf));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 90, 97",
    "-1, 90, 97",
    "90, 90, 97",
    "90, 86, 97",
    "86, 90, 90",
    "86, 90, 89",
    "86, 90, 0"
  })
  void the_levels_come_in_their_order_and_all_after_the_beginning(
      int warning, int breach, int escalated) {
    assertThrows(
        IllegalArgumentException.class, () -> Thresholds.ofDays(warning, breach, escalated));
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
