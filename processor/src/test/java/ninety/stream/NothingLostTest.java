package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import ninety.Seeds;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.coverage.MemoryCoverage;
import ninety.finding.Dossier;
import ninety.finding.MemoryDossiers;
import ninety.ingest.Counts;
import ninety.ingest.RecordKeeper;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * Promise 4 over whole lives of a shard: workers that die, lose their lease or are told to end, a
 * table and a queue that throttle. Each next worker begins at the last checkpoint. In the end the
 * table has what all records prove together, and the queue all that prove nothing.
 */
final class NothingLostTest {

  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-06-11T00:00:00Z");

  @Test
  void whatever_dies_and_whatever_throttles_the_final_state_is_the_same() {
    Seeds.each(300, random -> new Life(random).go());
  }

  /** One shard's life. */
  private static final class Life {
    private final RandomGenerator random;
    private final MemoryDossiers users = new MemoryDossiers();
    private final Table table = new Table(users);
    private final Parked parked = new Parked();
    private final Noted noted = new Noted();
    private final Shard shard = new Shard();
    private final Checkpoints checkpoints =
        new Checkpoints(new NeverPastAnOpenRecord(shard, users, parked, noted));
    private final Set<Place> poison = new TreeSet<>();
    private final ManualClock clock = new ManualClock(NOW);

    Life(RandomGenerator random) {
      this.random = random;
    }

    void go() {
      int records = 1 + random.nextInt(80);
      for (int i = 0; i < records; i++) {
        putAnything();
      }
      table.beforeStore(_ -> mood());
      table.beforeRead(_ -> mood());
      noted.before(this::mood);

      int workers = 0;
      while (!checkpoints.ended()) {
        assertTrue(workers++ < 10_000, "no worker ever gets to the end");
        oneWorker();
      }

      assertEquals(proved(), kept());
      assertEquals(poison, parked.places());
    }

    private void putAnything() {
      UserId user = Facts.user(random.nextInt(6));
      // CloudTrail's times have whole seconds.
      Instant at = START.plusSeconds(random.nextInt(864_000));
      switch (random.nextInt(9)) {
        case 0 -> poison.add(Place.of(shard.put("poison")));
        case 1 -> poison.add(Place.of(shard.put(Shard.signedInByName("mara", at))));
        case 2 -> shard.put(Shard.otherCall(at));
        case 3 -> shard.put(Shard.disabled(user, at));
        case 4 -> shard.put(Shard.passwordReset(user, at));
        case 5 -> shard.put(Shard.signedIn(user, at));
        case 6 -> shard.put(Shard.directoryChange(at));
        default -> shard.put(Shard.usedPortal(user, at));
      }
    }

    private Optional<RuntimeException> mood() {
      return switch (random.nextInt(12)) {
        case 0, 1, 2 -> Optional.of(Table.throttled());
        // A worker that stops between two writes, wherever it was.
        case 3 -> random.nextInt(3) == 0 ? Optional.of(Table.denied()) : Optional.empty();
        default -> Optional.empty();
      };
    }

    private void oneWorker() {
      Stop stop = new Stop();
      ShardProcessor worker = worker(stop);
      worker.initialize(
          InitializationInput.builder()
              .shardId(Shard.ID)
              .extendedSequenceNumber(ExtendedSequenceNumber.TRIM_HORIZON)
              .build());
      List<KinesisClientRecord> left = new ArrayList<>(shard.records());
      left.removeIf(record ->
          checkpoints.last().filter(it -> Place.of(record).compareTo(it) <= 0).isPresent());
      int batches = 1 + random.nextInt(8);
      for (int batch = 0; batch < batches && !left.isEmpty(); batch++) {
        if (random.nextInt(4) == 0) {
          parked.next(() -> false);
        }
        if (random.nextInt(4) == 0) {
          checkpoints.fail(
              random.nextBoolean()
                  ? Checkpoints.Failure.THROTTLED
                  : Checkpoints.Failure.LEASE_LOST);
        }
        List<KinesisClientRecord> some = left.subList(0, 1 + random.nextInt(left.size()));
        worker.processRecords(
            ProcessRecordsInput.builder()
                .records(List.copyOf(some))
                .checkpointer(checkpoints)
                .build());
        some.clear();
        clock.forward(Duration.ofSeconds(random.nextInt(10)));
      }
      // Or it dies without a word.
      if (left.isEmpty() && random.nextBoolean()) {
        worker.shardEnded(ShardEndedInput.builder().checkpointer(checkpoints).build());
      } else if (random.nextBoolean()) {
        stop.request();
        worker.shutdownRequested(
            ShutdownRequestedInput.builder().checkpointer(checkpoints).build());
      }
    }

    private ShardProcessor worker(Stop stop) {
      Counts counts = new Counts();
      KnownShards shards =
          new KnownShards(new MemoryCoverage(), new Retention(() -> Duration.ofDays(7)), List::of);
      Backoff backoff = new Backoff(Duration.ZERO, Duration.ZERO, random);
      return new ShardProcessor(
          new RecordReader(Watched.stream()),
          new RecordKeeper(
              table, Duration.ZERO, 4, Executors::newVirtualThreadPerTaskExecutor, counts),
          shards,
          new ShardEnd(shards, new ShardReads(shard), "stream", stop, backoff),
          new SkippedBatches(stop),
          noted,
          parked,
          counts,
          stop,
          backoff,
          clock,
          Duration.ofSeconds(10));
    }

    private Map<UserId, UserRecord> proved() {
      Map<UserId, UserRecord> proved = new HashMap<>();
      for (Fact fact : NeverPastAnOpenRecord.facts(shard.records())) {
        if (fact.subject() instanceof Subject.ById(var id, _)) {
          proved.merge(id, UserRecord.of(id, fact), UserRecord::join);
        }
      }
      return proved;
    }

    private Map<UserId, UserRecord> kept() {
      Map<UserId, UserRecord> kept = new HashMap<>();
      for (Dossier dossier : users.all()) {
        kept.put(dossier.user().id(), dossier.user());
      }
      return kept;
    }
  }
}
