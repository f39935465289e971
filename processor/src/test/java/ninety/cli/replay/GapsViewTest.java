package ninety.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import ninety.coverage.Span;
import ninety.replay.GapPlan;
import org.junit.jupiter.api.Test;

final class GapsViewTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
  private static final Span GAP =
      new Span(Instant.parse("2026-01-01T00:00:00.5Z"), Instant.parse("2026-05-01T00:00:00Z"));
  private static final Instant OLDEST = Instant.parse("2026-03-03T09:00:00Z");

  private static final GapsView VIEW =
      new GapsView(
          new GapPlan(
              List.of(GAP),
              List.of(),
              List.of(),
              List.of(
                  new GapPlan.Left(new Span(GAP.from(), OLDEST), GapPlan.Why.OLD),
                  new GapPlan.Left(new Span(OLDEST, GAP.to()), GapPlan.Why.LONG))),
          NOW,
          List.of(GAP),
          new GapsView.Because(false, false, NOW));

  @Test
  void of_a_gap_that_is_old_and_long_both_ways_out_are_named() {
    String line = VIEW.lines().getFirst();

    assertTrue(line.startsWith("A gap still: 2026-01-01T00:00:00Z to 2026-05-01T00:00:00Z."), line);
    assertTrue(line.contains("--history-up-to") && line.contains("--from ARCHIVE"), line);
  }

  @Test
  void before_anything_is_read_each_part_that_no_source_has_is_named_with_its_way_out() {
    assertEquals(2, VIEW.planned().size());
    assertTrue(VIEW.planned().getFirst().contains("attest"), VIEW.planned().getFirst());
    assertTrue(VIEW.planned().getLast().contains("--history-up-to"), VIEW.planned().getLast());
  }
}
