package ninety.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Span;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;

final class ArrivalTest {

  private static final UserId MARA = Facts.user(1);
  private static final Facts FACTS = Facts.about(MARA);
  private static final Instant EIGHT = Instant.parse("2026-06-01T08:00:00Z");
  private static final Instant NINE = EIGHT.plusSeconds(3_600);
  private static final Instant TEN = NINE.plusSeconds(3_600);
  private static final Heard HEARD = heard(List.of());

  private static Heard heard(List<Span> gaps) {
    return new Heard(Optional.of(Instant.parse("2026-05-01T00:00:00Z")), gaps, Duration.ofHours(1));
  }

  private static UserRecord stored(Fact... facts) {
    return Facts.record(MARA, List.of(facts));
  }

  @Test
  void what_is_stored_came() {
    Fact fact = FACTS.signedIn(EIGHT);

    assertEquals(Arrival.CAME, Arrival.of(stored(fact), fact, HEARD));
  }

  @Test
  void what_the_table_lacks_never_came() {
    assertEquals(
        Arrival.MISSED, Arrival.of(stored(FACTS.signedIn(EIGHT)), FACTS.signedIn(NINE), HEARD));
    assertEquals(Arrival.MISSED, Arrival.of(UserRecord.unknown(MARA), FACTS.signedIn(NINE), HEARD));
  }

  /** Therefore every number of what was missed is a lower bound. */
  @Test
  void what_a_later_one_overtook_leaves_no_trace() {
    assertEquals(
        Arrival.CAME,
        Arrival.of(
            stored(FACTS.signedIn(EIGHT), FACTS.signedIn(TEN)), FACTS.signedIn(NINE), HEARD));
  }

  @Test
  void of_several_that_never_came_each_is_missed_for_itself() {
    UserRecord stored = stored(FACTS.signedIn(EIGHT));

    assertEquals(Arrival.MISSED, Arrival.of(stored, FACTS.signedIn(TEN), HEARD));
    assertEquals(Arrival.MISSED, Arrival.of(stored, FACTS.signedIn(NINE), HEARD));
    assertEquals(Arrival.MISSED, Arrival.of(stored, FACTS.usedPortal(TEN), HEARD));
  }

  @Test
  void a_use_of_the_portal_that_moves_the_last_activity_by_little_may_have_come() {
    UserRecord stored = stored(FACTS.usedPortal(EIGHT));

    assertEquals(
        Arrival.NOT_WRITTEN, Arrival.of(stored, FACTS.usedPortal(NINE.minusSeconds(1)), HEARD));
    assertEquals(Arrival.MISSED, Arrival.of(stored, FACTS.usedPortal(NINE), HEARD));
  }

  /** The consumer writes each sign-in, by however little it moves. */
  @Test
  void a_sign_in_is_missed_however_little_it_moves() {
    assertEquals(
        Arrival.MISSED,
        Arrival.of(stored(FACTS.signedIn(EIGHT)), FACTS.signedIn(EIGHT.plusSeconds(1)), HEARD));
  }

  @Test
  void what_never_came_of_a_known_gap_is_counted_apart() {
    assertEquals(
        Arrival.IN_GAP,
        Arrival.of(stored(), FACTS.signedIn(NINE), heard(List.of(new Span(EIGHT, TEN)))));
    assertEquals(
        Arrival.CAME,
        Arrival.of(
            stored(FACTS.signedIn(NINE)),
            FACTS.signedIn(NINE),
            heard(List.of(new Span(EIGHT, TEN)))));
  }

  @Test
  void before_anything_came_by_the_stream_nothing_is_missed() {
    Heard since = new Heard(Optional.of(NINE), List.of(), Duration.ofHours(1));

    assertEquals(Arrival.BEFORE_LISTENING, Arrival.of(stored(), FACTS.signedIn(EIGHT), since));
    assertEquals(Arrival.MISSED, Arrival.of(stored(), FACTS.signedIn(NINE), since));
    assertEquals(
        Arrival.BEFORE_LISTENING,
        Arrival.of(
            stored(),
            FACTS.signedIn(NINE),
            new Heard(Optional.empty(), List.of(), Duration.ofHours(1))));
  }
}
