package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import ninety.coverage.CoverageLog;
import ninety.coverage.MemoryCoverage;
import ninety.coverage.Progress;
import ninety.stream.Resharding;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** S16: how large the row of the shards gets. */
final class ShardsRowTest {

  private static final int LARGEST = 100 * 1024;
  private static final int SHARDS = 1000;

  /** Each day 50 shards are split and 50 pairs merged; Kinesis lists what closed for a day more. */
  @Test
  void with_a_thousand_shards_that_are_resharded_each_day_of_a_year_the_row_stays_below_100_kb() {
    CoverageLog coverage = new MemoryCoverage();
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    Resharding stream = new Resharding(coverage, SHARDS, start, new SplittableRandom(16));
    int largest = 0;
    for (int day = 1; day <= 365; day++) {
      stream.reshard(50, start.plus(Duration.ofDays(day)));
      largest = Math.max(largest, size(coverage.read().shards()));
    }

    System.out.printf("#shards: at most %,d bytes%n", largest);
    assertTrue(largest < LARGEST, largest + " bytes");
    List<String> open = new ArrayList<>();
    coverage
        .read()
        .shards()
        .forEach((id, progress) -> {
          if (!progress.finished()) {
            open.add(id);
          }
        });
    assertEquals(stream.open(), open);
  }

  /** As DynamoDB counts: names and texts in UTF-8, 3 bytes a map, 1 an entry, 1 a truth value. */
  private static int size(Map<String, Progress> shards) {
    Map<String, AttributeValue> map = new HashMap<>();
    shards.forEach((id, progress) -> map.put(id, CoverageRows.ofProgress(progress)));
    return size(AttributeValue.fromM(map)) + CoverageRows.SHARDS.length();
  }

  private static int size(AttributeValue value) {
    if (value.hasM()) {
      return 3
          + value.m().entrySet().stream()
              .mapToInt(entry -> 1 + entry.getKey().length() + size(entry.getValue()))
              .sum();
    }
    return value.s() != null ? value.s().length() : value.n() != null ? 21 : 1;
  }
}
