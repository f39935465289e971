package ninety.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.cli.replay.ReplayView.Ground;
import ninety.coverage.Backfill;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.replay.Replayed;
import ninety.replay.Unread;
import ninety.user.Author;
import org.junit.jupiter.api.Test;

final class GroundTest {

  private static final Source PLACE = new Source("111122223333", "eu-central-1");
  private static final Span DAY =
      new Span(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-06-02T00:00:00Z"));
  private static final Span HOUR = new Span(DAY.from(), Instant.parse("2026-06-01T01:00:00Z"));
  private static final Author KIM =
      new Author("kim", Instant.parse("2026-06-03T08:00:00Z"), Optional.empty());

  private static Replayed read(Unread... unread) {
    return new Replayed(
        3, 1, List.of(unread), 0, 0, Map.of(PLACE, List.of(DAY)), Map.of(PLACE, List.of(HOUR)));
  }

  @Test
  void without_a_word_or_digests_nothing_counts() {
    assertEquals(
        Optional.empty(), new Ground(false, false).covers(read(), () -> fail("nobody is asked")));
  }

  @Test
  void a_word_covers_what_was_wholly_read_and_digests_what_they_prove() {
    Backfill proven = Backfill.proven(Map.of(PLACE, List.of(HOUR)));
    Backfill stated = Backfill.stated(Map.of(PLACE, List.of(DAY)), KIM);

    assertEquals(
        Optional.of(proven), new Ground(false, true).covers(read(), () -> fail("nobody is asked")));
    assertEquals(
        Optional.of(proven.join(stated)), new Ground(true, true).covers(read(), () -> KIM));
  }

  /** Of the files whose digest is missing, too, nobody knows which there should be. */
  @Test
  void what_the_digests_show_to_be_lacking_no_word_makes_whole() {
    assertEquals(
        Optional.of(Backfill.proven(Map.of(PLACE, List.of(HOUR)))),
        new Ground(true, true)
            .covers(read(new Unread("a digest", "It is missing")), () -> fail("nobody is asked")));
  }
}
