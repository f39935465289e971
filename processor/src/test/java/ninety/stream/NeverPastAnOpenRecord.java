package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.cloudtrail.Decoded;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.user.Fact;
import ninety.user.Subject;
import ninety.user.UserRecord;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Promise 4: whenever a checkpoint is written, each record up to it is in the table, or ignored, or
 * in the dead-letter queue. Looks at the shard, the table and the queue, and at no code between.
 */
final class NeverPastAnOpenRecord {

  private static final RecordReader READER = new RecordReader(Watched.stream());

  private final Shard shard;
  private final Dossiers table;
  private final Parked parked;
  private final Noted noted;

  NeverPastAnOpenRecord(Shard shard, Dossiers table, Parked parked, Noted noted) {
    this.shard = shard;
    this.table = table;
    this.parked = parked;
    this.noted = noted;
  }

  void checkpointAt(Place place) {
    for (KinesisClientRecord record : shard.records()) {
      if (Place.of(record).compareTo(place) <= 0) {
        assertTrue(settled(record), () -> "a checkpoint at " + place + " passes " + record);
      }
    }
  }

  private boolean settled(KinesisClientRecord record) {
    return parked.places().contains(Place.of(record))
        || switch (decoded(record)) {
          case Decoded.Observed(var fact) -> persisted(fact);
          case Decoded.DirectoryChanged(var proof) -> noted.proofs().contains(proof);
          case Decoded.Tampered tampered ->
              noted.tamperings().stream().anyMatch(noted -> noted.proof().equals(tampered.proof()));
          case Decoded.Ignored _, Decoded.Heartbeat _ -> true;
          case Decoded.Rejected _ -> false;
        };
  }

  private boolean persisted(Fact fact) {
    if (!(fact.subject() instanceof Subject.ById(var id, _))) {
      return false;
    }
    Optional<UserRecord> kept = table.read(id).map(Dossier::user);
    return kept.isPresent() && kept.get().join(UserRecord.of(id, fact)).equals(kept.get());
  }

  /** What all these records prove, for whoever compares with the table in the end. */
  static List<Fact> facts(List<KinesisClientRecord> records) {
    return records.stream()
        .map(NeverPastAnOpenRecord::decoded)
        .filter(Decoded.Observed.class::isInstance)
        .map(Decoded.Observed.class::cast)
        .map(Decoded.Observed::fact)
        .toList();
  }

  private static Decoded decoded(KinesisClientRecord record) {
    return READER.read(Deaggregation.envelope(Shard.ID, record).data(), Instant.MAX).decoded();
  }
}
