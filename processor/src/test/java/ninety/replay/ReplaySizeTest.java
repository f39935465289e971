package ninety.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.LogFile;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

/**
 * A replay of many records of real shape, 5 % of which are about users, beside a loop that does
 * nothing but make trees of them. {@code -Dninety.records=5000000} with a heap of 256 MB is what
 * docs/replay.md has the figures of.
 */
final class ReplaySizeTest {

  private static final int RECORDS = Integer.getInteger("ninety.records", 50_000);
  private static final int IN_A_FILE = 2_000;
  private static final int USERS = 10_000;

  /** Files are many and contents few, so that their making does not count. */
  private static final int CONTENTS = 25;

  private final List<byte[]> contents = new ArrayList<>();
  private final AtomicLong mostHeap = new AtomicLong();

  @Test
  void memory_does_not_grow_with_what_is_read() throws IOException {
    SplittableRandom random = new SplittableRandom(90);
    for (int content = 0; content < CONTENTS; content++) {
      contents.add(content(random));
    }
    int files = RECORDS / IN_A_FILE;
    long began = System.nanoTime();
    long trees = trees(files);
    Duration readTree = Duration.ofNanos(System.nanoTime() - began);
    Trial trial = new Trial();
    Replay replay =
        new Replay(
            new Repeating(files),
            new Replay.Terms(Trial.ALL, Trial.NOW, Optional.empty()),
            trial.reader,
            trial.counts,
            Optional.of(trial::settling),
            2);

    began = System.nanoTime();
    Replayed replayed = replay.run(replay.size(), this::look);
    Duration took = Duration.ofNanos(System.nanoTime() - began);

    System.out.printf(
        "replay: %,d records in %,d files, %.1f s, %,.0f a second; %,d writes of users; at most %d"
            + " MB of heap in use; readTree alone, one thread: %,.0f a second%n",
        trial.counts.tally().received(),
        replayed.files(),
        took.toMillis() / 1000.0,
        rate(trial.counts.tally().received(), took),
        trial.table.writes(),
        mostHeap.get() >> 20,
        rate(trees, readTree));
    assertEquals((long) files * IN_A_FILE, trial.counts.tally().received());
    assertEquals((long) files * IN_A_FILE / 20, trial.counts.tally().observed().get("sign-in"));
    assertTrue(replayed.isComplete());
  }

  private static double rate(long records, Duration took) {
    return records * 1000.0 / Math.max(1, took.toMillis());
  }

  private void look(Replay.Progress progress) {
    if (progress.files() % 100 == 0) {
      Runtime runtime = Runtime.getRuntime();
      mostHeap.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
    }
  }

  private long trees(int files) throws IOException {
    JsonMapper json = new JsonMapper();
    long trees = 0;
    for (int file = 0; file < Math.min(files, CONTENTS * 4); file++) {
      try (InputStream in =
          new GZIPInputStream(new ByteArrayInputStream(contents.get(file % CONTENTS)))) {
        JsonNode tree = json.readTree(in);
        trees += tree.path("Records").size();
      }
    }
    return trees;
  }

  private static byte[] content(SplittableRandom random) {
    StringBuilder records = new StringBuilder("{\"Records\":[");
    for (int record = 0; record < IN_A_FILE; record++) {
      Instant at = Instant.parse("2026-06-01T00:00:00Z").plusSeconds(random.nextInt(8_000_000));
      CloudTrailRecords call =
          record % 20 == 0
              ? CloudTrailRecords.signIn().by(user(random.nextInt(USERS)))
              : CloudTrailRecords.byTheUser("ec2.amazonaws.com", "DescribeInstances")
                  .with("/requestParameters/filterSet/items", "x".repeat(random.nextInt(600)));
      records.append(record == 0 ? "" : ",").append(call.at(at).bare());
    }
    return MemoryArchive.gzip(records.append("]}").toString());
  }

  private static UserId user(int number) {
    return new UserId("00000000-0000-0000-0000-%012d".formatted(number));
  }

  /** The same contents again and again. */
  private final class Repeating implements LogArchive {
    private final int files;

    Repeating(int files) {
      this.files = files;
    }

    @Override
    public void list(String folder, Consumer<Entry> entries) {
      for (int file = 0; file < files; file++) {
        String name = MemoryArchive.name("111122223333", "eu-central-1", "2026-06-01", file);
        entries.accept(new Entry.File(new LogFile(name, contents.get(file % CONTENTS).length)));
      }
    }

    @Override
    public InputStream open(LogFile file) {
      int number = Integer.parseInt(file.name().replaceAll(".*_0*(\\d+)\\.json\\.gz", "$1"));
      return new ByteArrayInputStream(contents.get(number % CONTENTS));
    }
  }
}
