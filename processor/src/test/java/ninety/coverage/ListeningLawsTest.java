package ninety.coverage;

import static ninety.coverage.Minutes.anySpans;
import static ninety.coverage.Minutes.at;
import static ninety.coverage.Minutes.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import ninety.Seeds;
import org.junit.jupiter.api.Test;

/** Heartbeats may come late, doubled and in any order. */
final class ListeningLawsTest {

  private static final int RUNS = 3_000;
  private static final int MOST = 12;

  @Test
  void join_is_commutative_associative_and_idempotent() {
    Seeds.each(
        RUNS,
        random -> {
          Listening one = new Listening(anySpans(random, MOST));
          Listening two = new Listening(anySpans(random, MOST));
          Listening three = new Listening(anySpans(random, MOST));

          assertEquals(one.join(two), two.join(one));
          assertEquals(one.join(two).join(three), one.join(two.join(three)));
          assertEquals(one, one.join(one));
          assertEquals(one.join(two), one.join(two).join(one));
          assertEquals(one, one.join(Listening.NEVER));
        });
  }

  @Test
  void any_order_any_repeats_and_any_split_over_workers_give_the_same() {
    Seeds.each(
        RUNS,
        random -> {
          List<Span> beats = anySpans(random, MOST);
          List<Span> delivered = new ArrayList<>(beats);
          beats.stream().filter(_ -> random.nextInt(3) == 0).forEach(delivered::add);
          Collections.shuffle(delivered, new Random(random.nextLong()));
          List<Listening> workers =
              new ArrayList<>(List.of(Listening.NEVER, Listening.NEVER, Listening.NEVER));

          for (Span beat : delivered) {
            int worker = random.nextInt(workers.size());
            workers.set(worker, workers.get(worker).join(new Listening(List.of(beat))));
          }

          assertEquals(
              new Listening(beats), workers.stream().reduce(Listening.NEVER, Listening::join));
        });
  }

  @Test
  void gaps_are_where_one_would_see_them_on_squared_paper() {
    Seeds.each(
        RUNS,
        random -> {
          List<Span> spans = anySpans(random, MOST);
          int begin = random.nextInt(24 * 60);

          assertEquals(Minutes.of(spans).gapsFrom(begin), new Listening(spans).gaps(at(begin)));
        });
  }

  @Test
  void what_was_heard_once_stays_heard() {
    Seeds.each(
        RUNS,
        random -> {
          List<Span> spans = anySpans(random, MOST);
          Listening all = new Listening(spans).join(new Listening(anySpans(random, MOST)));

          assertEquals(List.of(), Span.without(spans, all.spans()));
        });
  }

  @Test
  void signs_of_life_no_further_apart_than_the_reach_prove_the_time_between_them() {
    Listening within = Listening.at(at(0)).join(Listening.at(at(60)));
    Listening beyond =
        Listening.at(at(0)).join(new Listening(List.of(new Span(at(60).plusNanos(1), at(61)))));

    assertEquals(List.of(span(0, 60)), within.spans());
    assertEquals(List.of(), within.gaps(at(0)));
    assertEquals(2, beyond.spans().size());
    assertEquals(List.of(new Span(at(0), at(60).plusNanos(1))), beyond.gaps(at(0)));
  }

  @Test
  void the_silence_after_the_latest_sign_of_life_is_no_gap_yet() {
    assertEquals(List.of(), Listening.at(at(0)).gaps(at(0)));
    assertEquals(List.of(), Listening.NEVER.gaps(at(0)));
    assertEquals(Optional.empty(), Listening.NEVER.last());
  }

  /** Adversary's W: that something was heard may be forgotten, and never that it was not. */
  @Test
  void of_very_many_gaps_the_oldest_become_one() {
    Listening all =
        IntStream.range(0, 250)
            .mapToObj(i -> Listening.at(at(i * 120)))
            .reduce(Listening.NEVER, Listening::join);

    assertEquals(200, all.spans().size());
    assertEquals(Optional.of(at(0)), all.first());
    assertEquals(new Span(at(0), at(51 * 120)), all.gaps(at(0)).getFirst());
    assertEquals(Optional.of(at(249 * 120)), all.last());
    assertEquals(all, all.join(Listening.at(at(7 * 120))));
  }

  @Test
  void many_broken_sources_have_room_together_and_none_of_their_gaps_is_forgotten() {
    Seeds.each(
        20,
        random -> {
          Map<Integer, Listening> sources = new HashMap<>();
          for (int source = 0; source < 40; source++) {
            int every = 61 + random.nextInt(60);
            sources.put(
                source,
                new Listening(
                    IntStream.range(0, random.nextInt(250))
                        .mapToObj(i -> span(i * every, i * every))
                        .toList()));
          }

          Map<Integer, Listening> bounded = Listening.bounded(sources);

          assertTrue(bounded.values().stream().mapToInt(it -> it.spans().size()).sum() <= 1_500);
          assertEquals(bounded, Listening.bounded(bounded));
          sources.forEach((source, all) -> {
            Listening kept = bounded.getOrDefault(source, Listening.NEVER);
            assertEquals(all.first(), kept.first());
            assertEquals(all.last(), kept.last());
            assertEquals(
                List.of(),
                Span.without(all.gaps(at(0)), Span.joined(kept.gaps(at(0)), Duration.ZERO)));
          });
        });
  }

  @Test
  void a_span_does_not_end_before_it_begins() {
    assertThrows(IllegalArgumentException.class, () -> new Span(at(1), at(0)));
  }
}
