package ninety.coverage;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import ninety.Seeds;
import ninety.coverage.Expectations.Expectation;
import ninety.user.Author;
import ninety.user.Caller;
import org.junit.jupiter.api.Test;

/**
 * What every place where coverage is kept must do, {@link MemoryCoverage} and the real table alike:
 * what is written only grows, whoever writes, in whatever order and how often.
 */
public abstract class CoverageLogContract {

  private static final Source FRANKFURT = new Source("111122223333", "eu-central-1");
  private static final Source LONDON = new Source("111122223333", "eu-west-2");
  private static final Source IRELAND = Source.ofRegion("eu-west-1");
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Author KIM =
      new Author("kim", NOON, Optional.of(new Caller.Known("arn:aws:iam::111122223333:user/kim")));
  private static final Instant BIT_LATER = Instant.parse("2026-06-01T12:00:00.123456789Z");

  /** What is tested: the same for all calls of one test, and empty before the first. */
  protected abstract CoverageLog log();

  /** An empty one, for tests that need several. */
  protected abstract CoverageLog another();

  @Test
  void at_first_nothing_is_covered() {
    assertEquals(Coverage.NONE, log().read());
  }

  @Test
  void it_began_at_the_earliest_instant_of_which_anybody_knew() {
    log().begun(BIT_LATER);
    log().begun(BIT_LATER.plusNanos(1));
    assertEquals(Optional.of(BIT_LATER), log().read().from());

    log().begun(NOON);
    log().begun(BIT_LATER);

    assertEquals(new Coverage(Optional.of(NOON), List.of(), Map.of(), Map.of()), log().read());
  }

  @Test
  void what_was_read_of_archived_logs_grows_and_counts_where_all_that_is_expected_was_read() {
    Span first = new Span(NOON, NOON.plus(Duration.ofDays(2)));
    Span second = new Span(NOON.plus(Duration.ofDays(2)), NOON.plus(Duration.ofDays(3)));
    log().begun(NOON.plus(Duration.ofDays(1)));
    log().backfilled(Backfill.stated(Map.of(FRANKFURT, List.of(first)), KIM));
    log().backfilled(Backfill.NONE);
    assertEquals(List.of(), log().read().read().all());

    log().shards(Map.of("a", reached(NOON)));
    log().expecting(new Expecting(Set.of(FRANKFURT), BIT_LATER, Optional.empty()));
    assertEquals(List.of(first), log().read().read().all());
    assertEquals(Optional.of(NOON), log().read().from());

    log().backfilled(Backfill.proven(Map.of(FRANKFURT, List.of(second), LONDON, List.of(first))));
    log().backfilled(Backfill.stated(Map.of(FRANKFURT, List.of(first)), KIM));
    assertEquals(new Archived(List.of(second), List.of(first), List.of(KIM)), log().read().read());

    log().expecting(new Expecting(Set.of(FRANKFURT, LONDON), BIT_LATER, Optional.empty()));
    assertEquals(List.of(first), log().read().read().all());
  }

  @Test
  void the_shards_are_of_the_stream_that_came_first() {
    assertEquals("one", log().stream("one"));
    assertEquals("one", log().stream("other"));
    log().shards(Map.of("a", new Progress(NOON, false)));
    assertEquals("one", log().stream("other"));
  }

  @Test
  void shards_are_there_as_they_were_found() {
    Map<String, Progress> found =
        Map.of("shardId-000000000000", reached(NOON), "1", finished(BIT_LATER));

    log().shards(found);
    log().shards(Map.of());

    assertEquals(found, log().read().shards());
  }

  @Test
  void what_is_found_changes_no_shard_that_is_known() {
    log().progressed("a", reached(NOON));

    log().shards(Map.of("a", finished(BIT_LATER), "b", reached(NOON)));
    log().shards(Map.of("a", reached(Instant.EPOCH), "b", reached(BIT_LATER)));

    assertEquals(Map.of("a", reached(NOON), "b", reached(NOON)), log().read().shards());
  }

  @Test
  void as_many_shards_are_found_at_one_time_as_a_stream_may_have() {
    Map<String, Progress> found =
        IntStream.range(0, 301)
            .boxed()
            .collect(toMap("shardId-%012d"::formatted, i -> reached(NOON.plusSeconds(i))));

    log().shards(found);

    assertEquals(found, log().read().shards());
  }

  @Test
  void a_shard_goes_forward_and_never_back() {
    log().shards(Map.of("a", reached(NOON), "b", reached(NOON)));

    log().progressed("a", reached(BIT_LATER));
    log().progressed("a", reached(BIT_LATER.minusNanos(1)));
    log().progressed("a", reached(Instant.EPOCH));

    assertEquals(Map.of("a", reached(BIT_LATER), "b", reached(NOON)), log().read().shards());
  }

  @Test
  void times_with_and_without_a_fraction_are_kept_apart() {
    log().progressed("a", reached(NOON.plusNanos(1)));
    log().progressed("a", reached(NOON));
    log().progressed("b", reached(NOON));
    log().progressed("b", reached(NOON.plusMillis(10)));
    log().progressed("b", reached(NOON.plusMillis(9)));

    assertEquals(
        Map.of("a", reached(NOON.plusNanos(1)), "b", reached(NOON.plusMillis(10))),
        log().read().shards());
  }

  @Test
  void who_knows_of_a_shard_only_by_its_progress_makes_it_known() {
    log().progressed("a", reached(NOON));
    log().progressed("b", finished(BIT_LATER));

    assertEquals(Map.of("a", reached(NOON), "b", finished(BIT_LATER)), log().read().shards());
  }

  @Test
  void a_shard_that_is_finished_stays_so() {
    log().progressed("a", reached(NOON));
    log().progressed("a", finished(NOON));
    assertEquals(Map.of("a", finished(NOON)), log().read().shards());

    log().progressed("a", reached(BIT_LATER));

    assertEquals(Map.of("a", finished(BIT_LATER)), log().read().shards());
  }

  @Test
  void a_shard_is_finished_even_by_who_did_not_come_so_far() {
    log().progressed("a", reached(BIT_LATER));

    log().progressed("a", finished(NOON));

    assertEquals(Map.of("a", finished(BIT_LATER)), log().read().shards());
  }

  @Test
  void losses_add_up_in_order_and_the_same_one_counts_once() {
    Span first = new Span(NOON, NOON.plusSeconds(60));
    Span later = new Span(NOON.plus(Duration.ofHours(1)), NOON.plus(Duration.ofHours(2)));

    log().lost(later);
    log().lost(first);
    log().lost(later);

    assertEquals(List.of(first, later), log().read().lost());
  }

  @Test
  void of_losses_that_begin_together_the_longest_counts() {
    Span longest = new Span(NOON, NOON.plusSeconds(60));

    log().lost(new Span(NOON, NOON.plusSeconds(59)));
    log().lost(longest);
    log().lost(new Span(NOON, NOON));

    assertEquals(List.of(longest), log().read().lost());
  }

  /** S16: a consumer at the edge of what the stream keeps loses a little before each batch. */
  @Test
  void losses_that_are_close_to_one_another_are_one() {
    for (int batch = 0; batch < 50; batch++) {
      Instant read = NOON.plus(Duration.ofMinutes(10L * batch));
      log().lost(new Span(read, read.plusSeconds(7)));
    }
    Instant last = NOON.plus(Duration.ofMinutes(490)).plusSeconds(7);
    assertEquals(List.of(new Span(NOON, last)), log().read().lost());

    log().lost(new Span(last.plus(Coverage.LOSSES_APART).plusNanos(1), last.plusSeconds(9000)));

    assertEquals(2, log().read().lost().size());
  }

  /** S16. */
  @Test
  void shards_that_are_gone_go_if_they_are_finished() {
    log().shards(Map.of("a", finished(NOON), "b", reached(NOON), "c", finished(NOON)));

    log().gone(Set.of("a", "b", "unknown"));
    log().gone(Set.of("a"));

    assertEquals(Map.of("b", reached(NOON), "c", finished(NOON)), log().read().shards());
  }

  /** S9. */
  @Test
  void a_shard_that_is_read_again_is_not_finished_whatever_earlier_readers_say() {
    log().progressed("a", finished(NOON));

    log().progressed("a", finished(NOON).again());
    assertEquals(new Progress(NOON, false, 1), log().read().shards().get("a"));

    // Late, and again.
    log().progressed("a", finished(BIT_LATER));
    log().progressed("a", finished(NOON));
    assertEquals(new Progress(BIT_LATER, false, 1), log().read().shards().get("a"));

    log().progressed("a", new Progress(NOON, true, 1));
    log().progressed("a", finished(NOON).again());
    assertEquals(new Progress(BIT_LATER, true, 1), log().read().shards().get("a"));

    log().progressed("a", new Progress(BIT_LATER, true, 1).again());
    assertEquals(new Progress(BIT_LATER, false, 2), log().read().shards().get("a"));
    log().progressed("a", new Progress(NOON, true, 3));
    assertEquals(new Progress(BIT_LATER, true, 3), log().read().shards().get("a"));
  }

  @Test
  void what_is_heard_is_joined_for_each_region() {
    log().heard(FRANKFURT, Listening.at(NOON));
    log().heard(IRELAND, Listening.at(BIT_LATER));
    log().heard(FRANKFURT, Listening.at(NOON.plus(Duration.ofHours(2))));
    log().heard(FRANKFURT, Listening.at(NOON.plus(Duration.ofMinutes(5))));
    log().heard(FRANKFURT, Listening.at(NOON));

    assertEquals(
        Map.of(
            FRANKFURT,
            new Listening(
                List.of(
                    new Span(NOON, NOON.plus(Duration.ofMinutes(5))),
                    new Span(NOON.plus(Duration.ofHours(2)), NOON.plus(Duration.ofHours(2))))),
            IRELAND,
            Listening.at(BIT_LATER)),
        log().read().sources());
  }

  @Test
  void of_a_region_of_which_nothing_is_heard_nothing_is_known() {
    log().heard(FRANKFURT, Listening.NEVER);

    assertEquals(Coverage.NONE, log().read());
  }

  @Test
  void what_is_expected_for_the_first_time_is_a_source_from_then_on() {
    log().heard(FRANKFURT, Listening.at(NOON));

    log().expecting(new Expecting(Set.of(FRANKFURT, IRELAND), BIT_LATER, Optional.empty()));
    log().expecting(new Expecting(Set.of(IRELAND), BIT_LATER.plusSeconds(1), Optional.empty()));

    assertEquals(
        Map.of(FRANKFURT, Listening.at(NOON), IRELAND, Listening.at(BIT_LATER)),
        log().read().sources());
    assertEquals(Set.of(FRANKFURT, IRELAND), log().read().expectations().now());
  }

  @Test
  void what_is_expected_no_longer_and_then_again_is_kept_with_the_time_between() {
    Set<Source> both = Set.of(FRANKFURT, IRELAND);
    log().expecting(new Expecting(both, NOON, Optional.of(NOON)));

    log().expecting(new Expecting(Set.of(IRELAND), BIT_LATER, Optional.of(BIT_LATER)));
    Instant later = BIT_LATER.plusSeconds(60);
    log().expecting(new Expecting(Set.of(IRELAND), later, Optional.of(later)));
    assertEquals(
        new Expectation(List.of(), Optional.of(BIT_LATER)),
        log().read().expectations().of(FRANKFURT));
    assertEquals(Set.of(IRELAND), log().read().expectations().now());

    log().heard(FRANKFURT, Listening.at(later));
    log().expecting(new Expecting(both, later, Optional.of(later)));
    assertEquals(
        new Expectation(List.of(new Span(BIT_LATER, later)), Optional.empty()),
        log().read().expectations().of(FRANKFURT));
    assertEquals(both, log().read().expectations().now());
  }

  /** An earlier version stored of a Region that was missed no more than since when. */
  @Test
  void a_region_that_an_earlier_version_missed_was_expected_and_can_end() {
    Source missed = new Source(Optional.empty(), "us-west-2", Source.Kind.REPLICA);
    log().heard(missed, Listening.at(NOON));
    assertEquals(Set.of(missed), log().read().expectations().now());

    log().expecting(new Expecting(Set.of(FRANKFURT), BIT_LATER, Optional.of(BIT_LATER)));

    assertEquals(Set.of(FRANKFURT), log().read().expectations().now());
    assertEquals(Optional.of(BIT_LATER), log().read().expectations().of(missed).ended());
  }

  @Test
  void all_of_it_is_read_together() {
    log().lost(new Span(NOON, BIT_LATER));
    log().begun(NOON);
    log().heard(FRANKFURT, Listening.at(NOON));
    log().progressed("a", reached(BIT_LATER));

    assertEquals(
        new Coverage(
            Optional.of(NOON),
            List.of(new Span(NOON, BIT_LATER)),
            Map.of("a", reached(BIT_LATER)),
            Map.of(FRANKFURT, Listening.at(NOON))),
        log().read());
  }

  /** Promise 1, for coverage: one worker after another or all at one time. */
  @Test
  void any_order_and_any_repeats_by_many_at_one_time_come_to_the_same() {
    Seeds.each(
        2,
        random -> {
          List<Consumer<CoverageLog>> calls = new ArrayList<>();
          for (int i = 0; i < 30; i++) {
            Instant at = NOON.plus(Duration.ofMinutes(random.nextInt(600)));
            Span span = new Span(at, at.plusSeconds(random.nextInt(3)));
            String shard = "shard-" + random.nextInt(3);
            Source region = random.nextBoolean() ? FRANKFURT : FRANKFURT.as(Source.Kind.CLOUDTRAIL);
            boolean end = random.nextInt(6) == 0;
            int reading = random.nextInt(3);
            calls.add(
                switch (random.nextInt(8)) {
                  case 0 -> log -> log.begun(at);
                  case 1 -> log -> log.lost(span);
                  case 2, 3, 4 -> log -> log.heard(region, Listening.at(at));
                  default -> log -> log.progressed(shard, new Progress(at, end, reading));
                });
          }
          CoverageLog expected = new MemoryCoverage();
          calls.forEach(call -> call.accept(expected));
          CoverageLog log = another();

          inParallel(
              4,
              worker -> {
                for (int i = 0; i < calls.size(); i++) {
                  // Each worker makes all calls but a few, from a place of its own.
                  if (i % 5 != worker) {
                    calls.get((i + worker * 7) % calls.size()).accept(log);
                  }
                }
              });

          assertEquals(expected.read(), log.read());
        });
  }

  private static void inParallel(int many, IntConsumer call)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(many);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        int number = i;
        Callable<Boolean> worker =
            () -> {
              start.await();
              call.accept(number);
              return true;
            };
        running.add(threads.submit(worker));
      }
      for (Future<Boolean> each : running) {
        each.get();
      }
    }
  }

  private static Progress reached(Instant through) {
    return new Progress(through, false);
  }

  private static Progress finished(Instant through) {
    return new Progress(through, true);
  }
}
