package ninety.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.Seeds;
import ninety.coverage.Coverage.Stated;
import ninety.coverage.Doubt.How;
import org.junit.jupiter.api.Test;

/** S8: what is in the queue of undelivered events is in doubt, and what expires there is lost. */
final class DoubtsTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration KEPT = Duration.ofDays(14);

  /** One sweep's clock was a month ahead when the doubt ended. */
  @Test
  void a_look_by_a_clock_that_was_ahead_hides_no_later_message() {
    Doubts doubts = Doubts.NONE.after(found(1, 0.5), List.of()).after(found(24 * 10), List.of());
    assertEquals(Optional.empty(), doubts.open());

    Doubts later = doubts.after(found(40, 39), List.of());

    assertTrue(later.open().isPresent());
  }

  @Test
  void nothing_in_the_queue_changes_nothing() {
    assertEquals(Doubts.NONE, Doubts.NONE.after(found(1), List.of()));
  }

  @Test
  void a_message_puts_the_time_since_the_tries_before_it_in_doubt_until_now() {
    Doubts doubts = Doubts.NONE.after(found(1, 0.5), List.of());

    assertEquals(hour(0.5 - 24), doubts.open().orElseThrow().since());
    assertEquals(Optional.of(new Span(hour(0.5 - 24), hour(3))), covered(doubts).inDoubt(hour(3)));
    assertEquals(List.of(), covered(doubts).gaps(Set.of()));
  }

  @Test
  void a_queue_that_is_empty_before_it_drops_anything_ends_the_doubt() {
    Doubts doubts = Doubts.NONE.after(found(1, 0.5), List.of()).after(found(20), List.of());

    assertEquals(List.of(Optional.of(How.DELIVERED)), ends(doubts));
    assertEquals(List.of(), doubts.lost());
    assertEquals(Optional.empty(), covered(doubts).inDoubt(hour(21)));
  }

  @Test
  void what_expires_is_a_gap_no_longer_than_the_tries_before_it() {
    double expiry = KEPT.toHours();
    Doubts doubts =
        Doubts.NONE
            .after(found(1, 0.5), List.of())
            .after(found(expiry, 0.5), List.of())
            .after(found(expiry + 1), List.of());

    assertEquals(List.of(Optional.of(How.LOST)), ends(doubts));
    assertEquals(List.of(new Span(hour(0.5 - 24), hour(0.5))), covered(doubts).gaps(Set.of()));
  }

  /** One poison message holds up nobody else: the gap that it makes is a day, not a fortnight. */
  @Test
  void one_that_stays_while_others_come_and_go_makes_no_longer_gap() {
    Doubts doubts = Doubts.NONE;
    for (int hour = 1; hour < 400; hour++) {
      boolean poison = hour < 337;
      doubts =
          doubts.after(
              hour % 5 == 0
                  ? (poison ? found(hour, 0.5, hour - 0.2) : found(hour, hour - 0.2))
                  : (poison ? found(hour, 0.5) : found(hour)),
              List.of());
    }

    assertEquals(List.of(new Span(hour(0.5 - 24), hour(0.5))), doubts.lost());
  }

  @Test
  void where_not_every_message_was_seen_any_may_have_been_sent_since_the_earliest() {
    Waiting many = new Waiting(5_000, List.of(hour(0.5), hour(0.6)), KEPT, hour(10));
    Doubts doubts = Doubts.NONE.after(many, List.of());

    assertEquals(List.of(new Span(hour(0.5), hour(10))), doubts.open().orElseThrow().sent());

    // And what was sent later has not expired when the earliest has.
    Doubts empty = doubts.after(found(24 * 14 + 2), List.of());
    assertEquals(List.of(new Span(hour(0.5 - 24), hour(2).plus(Doubts.MARGIN))), empty.lost());
  }

  @Test
  void a_look_that_sees_no_message_of_those_that_are_there_changes_no_doubt() {
    Waiting hidden = new Waiting(3, List.of(), KEPT, hour(2));
    assertEquals(Doubts.NONE, Doubts.NONE.after(hidden, List.of()));

    Doubts doubts = Doubts.NONE.after(found(1, 0.5), List.of()).after(hidden, List.of());
    assertTrue(doubts.open().isPresent());
    assertEquals(List.of(new Span(hour(0.5), hour(0.5))), doubts.open().orElseThrow().sent());
  }

  @Test
  void an_attestation_of_the_time_releases_it_though_the_message_stays() {
    Doubts doubts = Doubts.NONE.after(found(1, 0.5), List.of());
    List<Span> attested = List.of(new Span(hour(0.5 - 24), hour(0.5)));

    Coverage mended = covered(doubts, attested);
    assertEquals(Optional.empty(), mended.inDoubt(hour(3)));
    Doubts after = doubts.after(found(4, 0.5), attested);

    assertEquals(List.of(Optional.of(How.MENDED)), ends(after));
    assertEquals(seen(after, 5), after.after(found(5, 0.5), attested));
    // A part of it is not enough; and who takes the word back is in doubt again.
    List<Span> less = List.of(new Span(hour(0.5 - 23), hour(0.5)));
    assertTrue(doubts.after(found(4, 0.5), less).open().isPresent());
    assertEquals(2, after.after(found(6, 0.5), List.of()).all().size());
  }

  /** S7, S8: the simulation's seed 460. */
  @Test
  void what_expires_while_its_time_is_attested_is_a_gap_once_the_word_is_taken_back() {
    List<Span> attested = List.of(new Span(hour(0.5 - 24), hour(0.5)));
    List<Span> lost = List.of(new Span(hour(0.5 - 24), hour(0.5)));
    Doubts released = Doubts.NONE.after(found(1, 0.5), List.of()).after(found(2, 0.5), attested);
    Doubts expired = released.after(found(24 * 14 + 1), attested);

    assertEquals(List.of(Optional.of(How.MENDED)), ends(expired));
    assertEquals(List.of(), covered(expired, attested).gaps(Set.of()));
    assertEquals(lost, covered(expired).gaps(Set.of()));
    assertEquals(expired, expired.after(found(24 * 14 + 2), attested));

    // Also where the word came before anybody looked.
    Doubts never = Doubts.NONE.after(found(1, 0.5), attested).after(found(24 * 14 + 1), attested);
    assertEquals(lost, covered(never).gaps(Set.of()));

    // And one that was redriven in time is none.
    Doubts redriven = released.after(found(20), attested).after(found(24 * 14 + 1), List.of());
    assertEquals(List.of(), covered(redriven).gaps(Set.of()));
  }

  @Test
  void a_loss_is_mended_like_any_other_gap() {
    Doubts doubts =
        Doubts.NONE.after(found(1, 0.5), List.of()).after(found(24 * 14 + 1), List.of());

    assertEquals(
        List.of(new Span(hour(-10), hour(0.5))),
        covered(doubts, List.of(new Span(hour(-30), hour(-10)))).gaps(Set.of()));
  }

  @Test
  void who_looked_earlier_and_writes_later_changes_nothing() {
    Doubts doubts = Doubts.NONE.after(found(5, 0.5), List.of());

    assertEquals(doubts, doubts.after(found(4), List.of()));
    assertEquals(doubts, doubts.after(found(5), List.of()));
  }

  /** Review 4: what is over stays so, however late who looked before that writes. */
  @Test
  void who_looked_before_the_end_and_writes_after_it_begins_no_new_doubt() {
    Doubts delivered = Doubts.NONE.after(found(1, 0.5), List.of()).after(found(20), List.of());
    assertEquals(delivered, delivered.after(found(4, 0.5), List.of()));
    assertEquals(delivered, delivered.after(found(20, 0.5), List.of()));

    List<Span> attested = List.of(new Span(hour(0.5 - 24), hour(0.5)));
    Doubts mended = Doubts.NONE.after(found(1, 0.5), List.of()).after(found(4, 0.5), attested);
    Doubts still = mended.after(found(8, 0.5), attested);
    assertEquals(seen(mended, 8), still);
    // Another message came and went before that look.
    assertEquals(still, still.after(found(6, 0.5, 5.5), attested));
    Doubts gone = still.after(found(9), attested);
    assertEquals(gone, gone.after(found(8.5, 0.5), attested));
  }

  /** Review 4. */
  @Test
  void a_look_that_is_older_than_what_is_known_changes_nothing_whatever_it_found() {
    Seeds.each(
        1_000,
        random -> {
          Doubts doubts = Doubts.NONE;
          for (int look = random.nextInt(1, 8); look > 0; look--) {
            double at = doubts.all().isEmpty() ? 30 : hours(doubts.all().getLast().seen());
            double[] sent = random.doubles(random.nextInt(3), 0, at).toArray();
            List<Span> mended =
                random.nextBoolean() ? List.of(new Span(hour(-30), hour(at))) : List.of();
            Doubts next = doubts.after(found(at + random.nextInt(1, 200), sent), mended);
            if (!next.all().isEmpty()) {
              double older = hours(next.all().getLast().seen()) - random.nextInt(20);
              assertEquals(next, next.after(found(older, older - 1), List.of()));
              assertEquals(next, next.after(found(older), mended));
            }
            doubts = next;
          }
        });
  }

  @Test
  void only_the_latest_are_kept_and_the_losses_of_all() {
    Doubts doubts = Doubts.NONE;
    for (int i = 0; i < 30; i++) {
      double sent = i * 1_000;
      doubts = doubts.after(found(sent + 1, sent), List.of()).after(found(sent + 400), List.of());
    }

    assertEquals(20, doubts.all().size());
    assertEquals(30, doubts.lost().size());
  }

  /** Whatever comes, is taken out and expires: what expired is lost, and little besides. */
  @Test
  void what_expired_is_lost_and_what_was_taken_out_in_time_is_not() {
    Seeds.each(
        1_000,
        random -> {
          record Message(double sent, double out, boolean expires) {}
          List<Message> messages = new ArrayList<>();
          for (int i = random.nextInt(1, 6); i > 0; i--) {
            double sent = random.nextInt(1_000);
            boolean expires = random.nextBoolean();
            // Of what is taken out in the last hour it is believed that it expired.
            double out = expires ? 336 : random.nextInt(0, 330);
            messages.add(new Message(sent, sent + out, expires));
          }
          Doubts doubts = Doubts.NONE;
          double look = 0;
          while (look < 1_500) {
            look += 0.25 + random.nextInt(12) / 8.0;
            double at = look;
            List<Instant> there =
                messages.stream()
                    .filter(it -> it.sent() <= at && at < it.out())
                    .map(it -> hour(it.sent()))
                    .toList();
            doubts = doubts.after(new Waiting(there.size(), there, KEPT, hour(at)), List.of());
          }
          List<Span> lost = doubts.lost();
          List<Span> expired =
              messages.stream()
                  .filter(Message::expires)
                  .map(it -> new Span(hour(it.sent() - 24), hour(it.sent())))
                  .toList();
          assertEquals(List.of(), Span.without(expired, lost));
          // Messages within an hour of one another count as one.
          List<Span> wide =
              expired.stream()
                  .map(it -> new Span(it.from().minusSeconds(3_600), it.to().plusSeconds(3_600)))
                  .toList();
          assertEquals(List.of(), Span.without(lost, wide));
          assertFalse(doubts.open().isPresent());
        });
  }

  private static Waiting found(double at, double... sent) {
    return new Waiting(
        sent.length,
        java.util.Arrays.stream(sent).mapToObj(DoubtsTest::hour).toList(),
        KEPT,
        hour(at));
  }

  /** The same, and the queue was last looked at then. */
  private static Doubts seen(Doubts doubts, double at) {
    List<Doubt> all = new ArrayList<>(doubts.all());
    Doubt last = all.removeLast();
    all.add(
        new Doubt(last.noticed(), last.since(), last.sent(), hour(at), last.lost(), last.ended()));
    return new Doubts(all, doubts.lost(), doubts.version());
  }

  private static double hours(Instant at) {
    return Duration.between(NOON, at).toMillis() / 3_600_000.0;
  }

  private static List<Optional<How>> ends(Doubts doubts) {
    return doubts.all().stream().map(Doubt::ended).toList();
  }

  private static Coverage covered(Doubts doubts) {
    return covered(doubts, List.of());
  }

  private static Coverage covered(Doubts doubts, List<Span> attested) {
    return new Coverage(
        Optional.of(hour(-1_000)),
        Archived.NOTHING,
        new Stated(attested, List.of()),
        List.of(),
        doubts,
        Map.of(),
        Map.of());
  }

  private static Instant hour(double hours) {
    return NOON.plusMillis(Math.round(hours * 3_600_000));
  }
}
