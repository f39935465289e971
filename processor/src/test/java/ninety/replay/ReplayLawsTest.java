package ninety.replay;

import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ninety.Seeds;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.cloudtrail.Decoded;
import ninety.finding.Dossier;
import ninety.ingest.Batch;
import ninety.ingest.Envelope;
import ninety.user.Fact;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;

/** Promise 1, over both ways that a record can take. */
final class ReplayLawsTest {

  private static final List<Supplier<CloudTrailRecords>> CALLS =
      List.of(
          CloudTrailRecords::signIn,
          CloudTrailRecords::authenticated,
          CloudTrailRecords::portalActivity,
          CloudTrailRecords::passwordReset,
          CloudTrailRecords::created,
          CloudTrailRecords::deleted,
          CloudTrailRecords::disabled,
          CloudTrailRecords::enabled,
          CloudTrailRecords::updated);

  private static final Instant FIRST = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void any_split_of_events_over_stream_and_replay_with_repeats_gives_the_fold_of_their_set() {
    Seeds.each(300, this::holds);
  }

  private void holds(RandomGenerator random) throws Exception {
    Trial trial = new Trial();
    Map<UserId, UserRecord> fold = new TreeMap<>();
    List<Envelope> stream = new ArrayList<>();
    List<String> archived = new ArrayList<>();
    int many = 1 + random.nextInt(40);
    for (int number = 0; number < many; number++) {
      CloudTrailRecords record =
          CALLS
              .get(random.nextInt(CALLS.size()))
              .get()
              .of(random.nextBoolean() ? MARA : OMAR)
              .at(FIRST.plusSeconds(random.nextInt(20) * 9000L))
              .eventId("event-" + number);
      Fact fact = fact(trial, record);
      if (fact.subject() instanceof Subject.ById(var id, _)) {
        fold.merge(id, UserRecord.of(id, fact), UserRecord::join);
      }
      boolean streamed = random.nextBoolean();
      for (int copy = random.nextInt(3); streamed && copy >= 0; copy--) {
        stream.add(
            new Envelope("shard", "" + stream.size(), 0, Optional.empty(), bytes(record, random)));
      }
      for (int copy = random.nextInt(3); (!streamed || random.nextBoolean()) && copy >= 0; copy--) {
        archived.add(record.bare());
      }
    }
    MemoryArchive archive = archive(archived, random);

    if (random.nextBoolean()) {
      settle(trial, stream, random);
      trial.replay(archive, Trial.ALL);
    } else {
      trial.replay(archive, Trial.ALL);
      settle(trial, stream, random);
    }
    trial.replay(archive, Trial.ALL);

    Map<UserId, UserRecord> stored = new TreeMap<>();
    for (Dossier dossier : trial.table.all()) {
      stored.put(dossier.user().id(), dossier.user());
    }
    assertEquals(fold, stored);
  }

  private static Fact fact(Trial trial, CloudTrailRecords record) {
    Decoded decoded =
        trial
            .reader
            .read(record.bare().getBytes(java.nio.charset.StandardCharsets.UTF_8), Trial.NOW)
            .decoded();
    return ((Decoded.Observed) decoded).fact();
  }

  private static byte[] bytes(CloudTrailRecords record, RandomGenerator random) {
    return (random.nextBoolean() ? record.envelope() : record.bare())
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static MemoryArchive archive(List<String> records, RandomGenerator random) {
    MemoryArchive archive = new MemoryArchive();
    List<String> left = new ArrayList<>(records);
    java.util.Collections.shuffle(left, java.util.Random.from(random));
    while (!left.isEmpty()) {
      List<String> some = left.subList(0, 1 + random.nextInt(left.size()));
      String[] file = some.toArray(String[]::new);
      if (random.nextBoolean()) {
        archive.log("111122223333", "eu-central-1", "2026-06-0" + (1 + random.nextInt(9)), file);
      } else {
        archive.with("some/%d.jsonl".formatted(left.size()), file);
      }
      some.clear();
    }
    return archive;
  }

  private static void settle(Trial trial, List<Envelope> envelopes, RandomGenerator random) {
    List<Envelope> left = new ArrayList<>(envelopes);
    java.util.Collections.shuffle(left, java.util.Random.from(random));
    while (!left.isEmpty()) {
      List<Envelope> some = left.subList(0, 1 + random.nextInt(left.size()));
      trial
          .settlement(_ -> List.of())
          .settle(Batch.read(List.copyOf(some), trial.reader, Trial.NOW, trial.counts));
      some.clear();
    }
  }
}
