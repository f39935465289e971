package ninety.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MissedTest {

  private static final LocalDate DAY = LocalDate.parse("2026-06-01");

  private static MissedDay day(long missed, long relevant, String at) {
    return new MissedDay(
        1_000, relevant, Map.of("sign-in", missed), 0, 0, "s3://trail", Instant.parse(at));
  }

  /** What the first count mended the second does not find, and that is no better day. */
  @Test
  void a_day_that_is_counted_again_keeps_the_greater_number() {
    MissedDay first = day(3, 50, "2026-06-02T06:00:00Z");
    MissedDay again = day(0, 50, "2026-06-03T06:00:00Z");

    assertEquals(Map.of(DAY, first), Missed.NONE.with(DAY, first).with(DAY, again).days());
    assertEquals(Map.of(DAY, first), Missed.NONE.with(DAY, again).with(DAY, first).days());
  }

  @Test
  void of_two_that_found_as_much_the_one_that_read_more_stays_and_then_the_earlier() {
    MissedDay few = day(0, 40, "2026-06-02T06:00:00Z");
    MissedDay more = day(0, 50, "2026-06-03T06:00:00Z");
    MissedDay later = day(0, 50, "2026-06-04T06:00:00Z");

    for (List<MissedDay> order : List.of(List.of(few, more, later), List.of(later, few, more))) {
      Missed all = Missed.NONE;
      for (MissedDay each : order) {
        all = all.with(DAY, each);
      }
      assertEquals(Map.of(DAY, more), all.days());
    }
  }

  @Test
  void the_oldest_days_are_dropped() {
    Missed all = Missed.NONE;
    for (int i = 0; i < Missed.MOST + 5; i++) {
      all = all.with(DAY.plusDays(i), day(1, 50, "2026-06-02T06:00:00Z"));
    }

    assertEquals(Missed.MOST, all.days().size());
    assertEquals(DAY.plusDays(5), all.days().firstKey());
  }
}
