package ninety.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import ninety.coverage.Listening;
import ninety.coverage.MemoryAttestations;
import ninety.coverage.MemoryCoverage;
import ninety.coverage.MemoryTamperings;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.coverage.Undelivered;
import ninety.exemption.MemoryExemptions;
import ninety.finding.AlertQueue;
import ninety.finding.Dossiers;
import ninety.finding.MemoryDossiers;
import ninety.finding.MemoryFeedWatches;
import ninety.finding.MemoryNotices;
import ninety.policy.MemoryPolicyLog;
import ninety.policy.Policy;
import ninety.user.Directory;
import ninety.user.IdentityStoreId;
import ninety.user.MemoryDirectoryChanges;
import ninety.user.MemoryReconciliations;
import ninety.user.Reconciliation;

/**
 * All that a sweep needs, in memory: one shard and one source Region, which are heard until asked
 * otherwise.
 */
final class Scene {

  static final Source REGION = new Source("111122223333", "eu-central-1");
  static final String STORE = "d-9067f2a1c4";
  static final String SHARD = "shardId-000000000000";
  static final Duration LIMIT = Duration.ofHours(1);

  final MemoryDossiers dossiers = new MemoryDossiers();
  final MemoryCoverage coverage = new MemoryCoverage();
  final MemoryFeedWatches feedWatches = new MemoryFeedWatches();
  final MemoryExemptions exemptions = new MemoryExemptions();
  final MemoryAttestations attestations = new MemoryAttestations();
  final MemoryNotices notices = new MemoryNotices();
  final MemoryPolicyLog policyLog = new MemoryPolicyLog();
  final MemoryDirectoryChanges directoryChanges = new MemoryDirectoryChanges();
  final MemoryTamperings tamperings = new MemoryTamperings(() -> notices.read().decided());
  MemoryReconciliations reconciliations = compared(STORE);
  final Siem siem = new Siem();
  Undelivered undelivered = Undelivered.NONE;
  private Directory directory = Directory.NONE;
  private Policy policy = Policy.STANDARD;
  private int firstSweepLimit = 1_000;

  /** Everybody is known by a list of that store. */
  static MemoryReconciliations compared(String store) {
    MemoryReconciliations compared = new MemoryReconciliations();
    compared.done(
        new Reconciliation(
            Instant.parse("2025-12-01T08:00:00Z"),
            new IdentityStoreId(store),
            3,
            Map.of(Reconciliation.Difference.CREATED, 2L),
            0));
    return compared;
  }

  /** A scene whose source is listened to since then. */
  static Scene since(Instant from) {
    Scene scene = new Scene();
    scene.coverage.stating(() -> scene.attestations.read().stated());
    scene.coverage.begun(from);
    scene.heard(from, from);
    return scene;
  }

  /** Heartbeats come without a gap between these instants, and the shard is processed as far. */
  Scene heard(Instant from, Instant to) {
    coverage.heard(REGION, new Listening(java.util.List.of(new Span(from, to))));
    coverage.progressed(SHARD, new Progress(to, false));
    return this;
  }

  Scene under(Policy other) {
    policy = other;
    return this;
  }

  Scene limitedTo(int alertsAnHour) {
    firstSweepLimit = alertsAnHour;
    return this;
  }

  Scene asking(Directory other) {
    directory = other;
    return this;
  }

  Places places() {
    return places(dossiers, siem);
  }

  Places places(Dossiers through, AlertQueue alerts) {
    return new Places(
        through,
        dossiers,
        dossiers,
        coverage,
        feedWatches,
        exemptions,
        attestations,
        undelivered,
        notices,
        policyLog,
        directoryChanges,
        tamperings,
        reconciliations,
        directory,
        siem,
        alerts);
  }

  Sweep sweep() {
    return sweep(places(), 4);
  }

  Sweep sweep(Places places, int atMost) {
    Rules rules =
        new Rules(
            policy,
            Set.of(REGION),
            LIMIT,
            Optional.of(STORE),
            OptionalInt.empty(),
            firstSweepLimit);
    return new Sweep(places, rules, atMost, Executors::newVirtualThreadPerTaskExecutor, _ -> {});
  }

  /** Sweeps for an instant as if everything until then had been processed. */
  Summary sweepAt(Instant at) {
    return sweep().run(at, at, _ -> {});
  }
}
