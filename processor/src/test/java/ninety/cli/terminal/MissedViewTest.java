package ninety.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import ninety.coverage.Missed;
import ninety.coverage.MissedDay;
import org.junit.jupiter.api.Test;

final class MissedViewTest {

  private static final LocalDate DAY = LocalDate.parse("2026-06-01");
  private static final Instant AT = Instant.parse("2026-06-02T06:00:00Z");

  private static MissedDay day(long relevant, Map<String, Long> missed, long inGap, long unread) {
    return new MissedDay(9_000, relevant, missed, inGap, unread, "s3://trail", AT);
  }

  @Test
  void a_number_of_what_was_missed_is_said_to_be_a_lower_bound() {
    assertEquals(
        "2026-06-01: of 50 events about users at least 3 never came by the stream (2 sign-in, 1"
            + " user-updated); at least 4 more in a known gap; 1 files could not be read.",
        MissedView.sentence(DAY, day(50, Map.of("user-updated", 1L, "sign-in", 2L), 4, 1)));
    assertEquals(
        "2026-06-01: of 50 events about users none is known to have never come by the stream.",
        MissedView.sentence(DAY, day(50, Map.of(), 0, 0)));
  }

  @Test
  void where_no_record_is_about_a_user_nothing_is_known() {
    assertEquals(
        "2026-06-01: none of the 9000 records that were read is about a user, so nothing is known"
            + " of what never came.",
        MissedView.sentence(DAY, day(0, Map.of(), 0, 0)));
  }

  @Test
  void people_see_the_sum_and_the_days_of_which_something_is_to_be_said() {
    Missed missed =
        Missed.NONE
            .with(DAY, day(50, Map.of("sign-in", 2L), 0, 0))
            .with(DAY.plusDays(1), day(40, Map.of(), 0, 0));

    assertEquals(
        List.of(
            "Counted of 2 days: at least 2 of 90 events about users never came by the stream.",
            "  2026-06-01: of 50 events about users at least 2 never came by the stream (2"
                + " sign-in)."),
        new MissedView(missed).words());
    assertEquals(List.of(), new MissedView(Missed.NONE).words());
  }

  @Test
  void machines_get_each_day() {
    Map<String, ?> fields =
        new MissedView(Missed.NONE.with(DAY, day(50, Map.of("sign-in", 2L), 1, 0)))
            .fields()
            .getFirst();

    assertEquals("2026-06-01", fields.get("day"));
    assertEquals(2L, fields.get("missedAtLeast"));
    assertEquals(Map.of("sign-in", 2L), fields.get("missed"));
    assertEquals(1L, fields.get("inGapAtLeast"));
    assertEquals("s3://trail", fields.get("from"));
  }
}
