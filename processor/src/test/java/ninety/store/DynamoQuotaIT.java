package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import ninety.it.Place;
import ninety.user.Quota;
import ninety.user.QuotaContract;
import org.junit.jupiter.api.Test;

/** The contract on a real table, where each sweep has a quota of its own over the same row. */
final class DynamoQuotaIT extends QuotaContract {

  private final String table = Tables.empty();
  private final DynamoQuota quota = sweeps();

  @Override
  protected Quota quota() {
    return quota;
  }

  @Test
  void of_two_sweeps_that_overlap_no_share_is_given_out_twice() {
    Instant now = Instant.parse("2026-06-01T12:00:00Z");
    List<DynamoQuota> both = List.of(quota, sweeps());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Instant> taken =
          both.stream()
              .map(each ->
                  CompletableFuture.supplyAsync(
                      () -> Stream.generate(() -> each.take(SHARE, now)).limit(15).toList(),
                      threads))
              .toList()
              .stream()
              .flatMap(shares -> shares.join().stream())
              .sorted()
              .toList();

      assertEquals(30, taken.stream().distinct().count());
      assertEquals(Duration.ofSeconds(29), Duration.between(taken.getFirst(), taken.getLast()));
      assertTrue(!taken.getFirst().isBefore(now));
    }
  }

  private DynamoQuota sweeps() {
    return new DynamoQuota(Place.stack().dynamodb(), table);
  }
}
