package ninety.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ninety.cloudtrail.HistoryPart;
import ninety.coverage.Source;
import ninety.coverage.Span;
import org.junit.jupiter.api.Test;

/** Promise 7: of which time event history was wholly read. */
final class PartsReadTest {

  private static final Source PLACE = new Source("111122223333", "eu-central-1");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Scope SCOPE = new Scope(Set.of(PLACE), NOW.minusSeconds(86_400), NOW);

  private static HistoryPart part(String from, String to) {
    return new HistoryPart(
        "111122223333",
        "eu-central-1",
        Instant.parse("2026-06-01T%s:00Z".formatted(from)),
        Instant.parse("2026-06-01T%s:00Z".formatted(to)));
  }

  private static Span span(String from, String to) {
    HistoryPart part = part(from, to);
    return new Span(part.from(), part.to());
  }

  @Test
  void the_last_hour_does_not_count_since_events_come_late() {
    HistoryPart late = part("09:00", "12:00");
    PartsRead read = new PartsRead(List.of(late));
    read.read(late.file(), true);

    assertEquals(Map.of(PLACE, List.of(span("09:00", "11:00"))), read.spans(SCOPE, NOW));
  }

  @Test
  void a_part_of_the_last_hour_alone_is_nothing() {
    HistoryPart late = part("11:10", "12:00");
    PartsRead read = new PartsRead(List.of(late));
    read.read(late.file(), true);

    assertEquals(Map.of(PLACE, List.of()), read.spans(SCOPE, NOW));
  }

  @Test
  void what_was_not_wholly_read_is_nothing_and_its_place_is_named() {
    HistoryPart one = part("01:00", "02:00");
    HistoryPart other = part("02:00", "03:00");
    PartsRead read = new PartsRead(List.of(one, other));
    read.read(one.file(), false);
    read.read(other.file(), true);

    assertEquals(Map.of(PLACE, List.of(span("02:00", "03:00"))), read.spans(SCOPE, NOW));
  }

  @Test
  void what_was_no_longer_there_when_the_reading_ended_does_not_count() {
    Instant oldest = NOW.minus(Duration.ofDays(90));
    Map<Source, List<Span>> read =
        Map.of(
            PLACE,
            List.of(
                new Span(oldest.minusSeconds(7_200), oldest.minusSeconds(3_600)),
                new Span(oldest.minusSeconds(60), oldest.plusSeconds(60))));

    assertEquals(
        Map.of(PLACE, List.of(new Span(oldest, oldest.plusSeconds(60)))),
        HistoryTime.there(read, NOW, Map.of()));
  }

  @Test
  void what_is_later_than_the_latest_sign_of_life_of_cloudtrail_does_not_count() {
    Map<Source, List<Span>> read =
        Map.of(PLACE, List.of(span("02:00", "03:00"), span("04:00", "05:00")));

    assertEquals(
        Map.of(
            PLACE, List.of(new Span(span("02:00", "03:00").from(), span("02:30", "03:00").from()))),
        HistoryTime.there(read, NOW, Map.of(PLACE, span("02:30", "03:00").from())));
    assertEquals(
        read,
        HistoryTime.there(
            read, NOW, Map.of(new Source("444455556666", "eu-central-1"), Instant.EPOCH)));
  }
}
