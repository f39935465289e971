package ninety.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.coverage.MemoryCoverage;
import ninety.coverage.Source;
import ninety.coverage.Tampering;
import ninety.digest.SigningKeys;
import ninety.finding.Dossiers;
import ninety.finding.MemoryDossiers;
import ninety.ingest.Counts;
import ninety.ingest.DeadLetters;
import ninety.ingest.Noting;
import ninety.ingest.RecordKeeper;
import ninety.ingest.Settlement;
import ninety.user.Proof;

/** A replay into a table in memory. */
final class Trial {

  static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  static final Scope ALL =
      new Scope(
          Set.of(), Instant.parse("2026-05-01T00:00:00Z"), Instant.parse("2026-10-31T00:00:00Z"));

  final MemoryDossiers table = new MemoryDossiers();
  final MemoryCoverage coverage = new MemoryCoverage();
  final List<Object> noted = new ArrayList<>();
  Counts counts = new Counts();
  Optional<Instant> listeningSince = Optional.empty();
  Optional<Names.Source> names = Optional.empty();
  final RecordReader reader = new RecordReader(Watched.files());
  private final RecordKeeper keeper;

  Trial() {
    this.keeper = keeper(table);
  }

  private RecordKeeper keeper(Dossiers dossiers) {
    return new RecordKeeper(
        dossiers, Duration.ZERO, 8, Executors::newVirtualThreadPerTaskExecutor, counts);
  }

  Settlement settlement(DeadLetters letters) {
    return new Settlement("Replay", keeper, coverage, noting(), letters, counts, _ -> true);
  }

  Taking settling(DeadLetters letters) {
    return settlement(letters)::settle;
  }

  private Noting noting() {
    return new Noting() {
      @Override
      public void directoryChanged(Proof change) {
        noted.add(change);
      }

      @Override
      public void tampered(Tampering change) {
        noted.add(change);
      }
    };
  }

  Replayed replay(MemoryArchive archive, Scope scope) throws IOException {
    return replay(archive, scope, Optional.of(this::settling));
  }

  /** With the digests checked. */
  Replayed proven(MemoryArchive archive, Scope scope, SigningKeys keys) throws IOException {
    Replay replay =
        new Replay(
            archive,
            new Replay.Terms(scope, NOW, listeningSince, names, Optional.of(keys)),
            reader,
            counts,
            Optional.of(this::settling),
            3);
    return replay.run(replay.size(), _ -> {});
  }

  Replayed replay(
      MemoryArchive archive, Scope scope, Optional<Function<DeadLetters, Taking>> settles)
      throws IOException {
    Replay replay =
        new Replay(
            archive,
            new Replay.Terms(scope, NOW, listeningSince, names, Optional.empty()),
            reader,
            counts,
            settles,
            3);
    return replay.run(replay.size(), _ -> {});
  }

  static Scope of(String since, String until, Source... places) {
    return new Scope(Set.of(places), Instant.parse(since), Instant.parse(until));
  }
}
