package ninety.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every place where the quota of the directory is kept must do (S17). */
public abstract class QuotaContract {

  protected static final Duration SHARE = Duration.ofSeconds(1);

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** What is tested: the same for all calls of one test, and untouched before the first. */
  protected abstract Quota quota();

  @Test
  void the_first_share_begins_at_once() {
    assertEquals(NOON, quota().take(SHARE, NOON));
  }

  @Test
  void the_next_share_begins_where_the_last_ends_whoever_takes_it() {
    quota().take(SHARE, NOON);

    assertEquals(NOON.plusMillis(1_000), quota().take(SHARE, NOON.plusMillis(300)));
    assertEquals(NOON.plusMillis(2_000), quota().take(SHARE, NOON.plusMillis(301)));
  }

  /** A sweep that was killed with its share unused. */
  @Test
  void a_share_that_nobody_uses_is_over_when_its_time_is() {
    quota().take(SHARE, NOON);

    assertEquals(NOON.plusMillis(1_001), quota().take(SHARE, NOON.plusMillis(1_001)));
  }

  /** One hour wrong, and everybody would wait for an hour. */
  @Test
  void a_share_of_a_clock_that_is_wrong_holds_up_nobody() {
    quota().take(SHARE, NOON.plusSeconds(3_600));

    assertEquals(NOON, quota().take(SHARE, NOON));
    assertEquals(NOON.plusMillis(1_000), quota().take(SHARE, NOON));
  }

  @Test
  void of_many_who_take_at_one_time_no_two_have_the_same() {
    List<CompletableFuture<Instant>> all =
        IntStream.range(0, 20)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> quota().take(SHARE, NOON)))
            .toList();

    assertEquals(
        IntStream.range(0, 20).mapToObj(NOON::plusSeconds).toList(),
        all.stream().map(CompletableFuture::join).sorted().toList());
  }
}
