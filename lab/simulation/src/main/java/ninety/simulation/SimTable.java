package ninety.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ninety.coverage.Attestation;
import ninety.coverage.AttestationLog;
import ninety.coverage.Attestations;
import ninety.coverage.Backfill;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.MemoryAttestations;
import ninety.coverage.MemoryCoverage;
import ninety.coverage.MemoryReplication;
import ninety.coverage.MemoryTamperings;
import ninety.coverage.Progress;
import ninety.coverage.Replication;
import ninety.coverage.ReplicationLog;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.coverage.Tampering;
import ninety.coverage.TamperingHistory;
import ninety.coverage.Tamperings;
import ninety.coverage.Waiting;
import ninety.exemption.Exemption;
import ninety.exemption.ExemptionLog;
import ninety.exemption.Exemptions;
import ninety.exemption.MemoryExemptions;
import ninety.finding.AllDossiers;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.DueUsers;
import ninety.finding.FeedWatch;
import ninety.finding.FeedWatches;
import ninety.finding.MemoryDossiers;
import ninety.finding.MemoryFeedWatches;
import ninety.finding.MemoryNotices;
import ninety.finding.Notices;
import ninety.finding.Rearming;
import ninety.finding.Reported;
import ninety.finding.UnreadableItem;
import ninety.finding.UserTransition;
import ninety.ingest.Noting;
import ninety.policy.MemoryPolicyLog;
import ninety.user.MemoryDirectoryChanges;
import ninety.user.MemoryReconciliations;
import ninety.user.Proof;
import ninety.user.Reconciliation;
import ninety.user.Reconciliations;
import ninety.user.UserId;

/** The table with DynamoDB's moods, and with an index and reads that may be a moment old. */
final class SimTable {

  /** Of steps of whoever; how old an answer may be that need not be the latest. */
  private static final long MOMENT = 40;

  private final World world;
  final MemoryDossiers memory = new MemoryDossiers();
  final MemoryCoverage coverage = new MemoryCoverage();
  final MemoryFeedWatches watches = new MemoryFeedWatches();
  final MemoryExemptions exemptions = new MemoryExemptions();
  final MemoryAttestations attestations = new MemoryAttestations();
  final MemoryNotices reported = new MemoryNotices();
  final MemoryPolicyLog policyLog = new MemoryPolicyLog();
  final MemoryDirectoryChanges directoryChanges = new MemoryDirectoryChanges();
  final MemoryTamperings tamperings = new MemoryTamperings(() -> reported.read().decided());
  final MemoryReplication replication = new MemoryReplication();
  final MemoryReconciliations reconciliations = new MemoryReconciliations();
  private final Map<UserId, Before> before = new HashMap<>();
  private long sweepWrites;

  /** What was stored before the latest write, and when that was. */
  private record Before(Dossier dossier, long step) {}

  SimTable(World world) {
    this.world = world;
    coverage.stating(() -> attestations.read().stated());
  }

  Optional<Dossier> dossier(int user) {
    return memory.read(Wire.user(user));
  }

  /** All that a restore brings back. */
  List<Object> memories() {
    return List.of(
        memory,
        coverage,
        watches,
        exemptions,
        attestations,
        reported,
        policyLog,
        directoryChanges,
        tamperings,
        replication,
        reconciliations);
  }

  /** No read is of before a restore. */
  void forgetMoments() {
    before.clear();
  }

  /** Writes that sweeps made so far, to users or rows. */
  long sweepWrites() {
    return sweepWrites;
  }

  /** As a worker has it, or a sweep. */
  Dossiers dossiers(Optional<Sweeping> sweep) {
    return new Dossiers() {
      @Override
      public Optional<Dossier> read(UserId id) {
        return world.calls.call(
            Port.TABLE,
            () -> {
              Optional<Dossier> now = aMomentOld(id);
              sweep.ifPresent(it -> world.watch(promise -> promise.looked(it, now)));
              return now;
            });
      }

      @Override
      public Dossiers.Stored store(Dossier changed) {
        return world.calls.call(
            Port.TABLE,
            () -> {
              Dossier old =
                  memory
                      .read(changed.user().id())
                      .orElseGet(() -> Dossier.unknown(changed.user().id()));
              Dossiers.Stored stored =
                  memory.store(
                      world.mutant().versionChecked()
                          ? changed
                          : changed.withVersion(old.version()));
              if (stored instanceof Dossiers.Stored.Written(var written)) {
                before.put(changed.user().id(), new Before(old, world.stage().steps()));
                world.wrote(old, written, sweep);
                sweepWrites += sweep.isPresent() ? 1 : 0;
              }
              return stored;
            });
      }
    };
  }

  /** As an import has it. */
  AllDossiers allDossiers() {
    Dossiers each = dossiers(Optional.empty());
    return new AllDossiers() {
      @Override
      public Stream<Dossier> all(Consumer<UnreadableItem> unreadable) {
        return world.calls.call(Port.TABLE, () -> List.copyOf(memory.all()).stream());
      }

      @Override
      public Optional<Dossier> read(UserId id) {
        return each.read(id);
      }

      @Override
      public Dossiers.Stored store(Dossier changed) {
        return each.store(changed);
      }
    };
  }

  private Optional<Dossier> aMomentOld(UserId id) {
    Before earlier = before.get(id);
    if (earlier != null
        && world.stage().steps() - earlier.step() < MOMENT
        && world.calls.strikes(Trouble.STALE, 10)) {
      return Optional.of(earlier.dossier()).filter(Dossier::stored);
    }
    return memory.read(id);
  }

  DueUsers dueUsers() {
    return new DueUsers() {
      @Override
      public int shards() {
        return 2;
      }

      @Override
      public Stream<UserId> due(int shard, Instant asOf, Consumer<UnreadableItem> unreadable) {
        return world.calls.call(
            Port.TABLE,
            () -> {
              List<Dossier> due = new ArrayList<>();
              for (Dossier now : memory.all()) {
                UserId id = now.user().id();
                if (Wire.number(id) % 2 == shard) {
                  aMomentOld(id).filter(it -> it.isDue(asOf)).ifPresent(due::add);
                }
              }
              due.sort(Comparator.comparing(Dossier::due).thenComparing(it -> it.user().id()));
              return due.stream().map(it -> it.user().id());
            });
      }
    };
  }

  Rearming rearming() {
    return new Rearming() {
      @Override
      public Armed read() {
        return world.calls.call(Port.TABLE, memory::read);
      }

      @Override
      public void write(Armed armed) {
        world.calls.call(
            Port.TABLE,
            () -> {
              memory.write(armed);
              sweepWrites++;
              return true;
            });
      }

      @Override
      public Page page(Optional<UserId> after) {
        return world.calls.call(
            Port.TABLE,
            () -> {
              // Two users a page.
              List<Dossier> rest =
                  memory.all().stream()
                      .filter(
                          it -> after.filter(last -> it.user().id().compareTo(last) <= 0).isEmpty())
                      .sorted(Comparator.comparing(it -> it.user().id()))
                      .toList();
              List<Dossier> page = rest.subList(0, Math.min(2, rest.size()));
              return new Page(
                  page,
                  List.of(),
                  page.size() < rest.size()
                      ? Optional.of(page.getLast().user().id())
                      : Optional.empty());
            });
      }
    };
  }

  CoverageLog coverageLog(Optional<Sweeping> sweep) {
    return new CoverageLog() {
      @Override
      public Coverage read() {
        return world.calls.call(
            Port.TABLE,
            () -> {
              sweep.ifPresent(it -> it.processed = world.reached.processed());
              return coverage.read();
            });
      }

      @Override
      public String stream(String wanted) {
        return world.calls.call(Port.TABLE, () -> coverage.stream(wanted));
      }

      @Override
      public void begun(Instant from) {
        change(() -> {
          world.heard.begun(from);
          coverage.begun(from);
        });
      }

      @Override
      public void shards(Map<String, Progress> found) {
        change(() -> coverage.shards(found));
      }

      @Override
      public void progressed(String shard, Progress progress) {
        change(() -> coverage.progressed(shard, progress));
      }

      @Override
      public void gone(Set<String> ids) {
        change(() -> coverage.gone(ids));
      }

      @Override
      public void lost(Span span) {
        change(() -> coverage.lost(span));
      }

      @Override
      public void heard(Source source, Listening beats) {
        change(() -> coverage.heard(source, beats));
      }

      @Override
      public void expecting(Expecting found) {
        world.calls.call(Port.TABLE, () -> expected(found));
      }

      // What a sweep expects it reads each time, and writes if it is news.
      private boolean expected(Expecting found) {
        Coverage before = coverage.read();
        found.sources().stream()
            .filter(source -> !before.knows(source) || isNewAndWasHeard(source, found, before))
            .forEach(source -> world.heard.expected(source, found.from()));
        coverage.expecting(found);
        sweepWrites += sweep.isPresent() && !coverage.read().equals(before) ? 1 : 0;
        return true;
      }

      // Nobody waited for it until then.
      private boolean isNewAndWasHeard(Source source, Expecting found, Coverage before) {
        Set<Source> stored = before.expectations().all().keySet();
        return !stored.isEmpty()
            && !stored.contains(source)
            && Stream.of(source, schedule(source))
                .flatMap(it -> Optional.ofNullable(before.sources().get(it)).stream())
                .flatMap(it -> it.first().stream())
                .anyMatch(found.from()::isAfter);
      }

      // A Region that is missed was heard where its heartbeats came.
      private Source schedule(Source source) {
        return source.kind() == Source.Kind.REPLICA ? source.as(Source.Kind.SCHEDULE) : source;
      }

      @Override
      public void backfilled(Backfill read) {
        change(() -> coverage.backfilled(read));
      }

      @Override
      public void undelivered(Waiting found) {
        world.calls.call(
            Port.TABLE,
            () -> {
              // While something waits, each look is stored, which is not unrest.
              coverage.undelivered(found);
              world.watch(promise -> promise.lookedIntoUndelivered(found));
              return true;
            });
      }

      private void change(Runnable effect) {
        world.calls.call(
            Port.TABLE,
            () -> {
              effect.run();
              sweepWrites += sweep.isPresent() ? 1 : 0;
              return true;
            });
      }
    };
  }

  FeedWatches feedWatches() {
    return new FeedWatches() {
      @Override
      public FeedWatch read() {
        return world.calls.call(Port.TABLE, watches::read);
      }

      @Override
      public FeedWatches.Stored store(FeedWatch changed) {
        return world.calls.call(
            Port.TABLE,
            () -> {
              FeedWatch old = watches.read();
              FeedWatches.Stored stored = watches.store(changed);
              if (stored instanceof FeedWatches.Stored.Written(var written)) {
                world.wrote(old, written);
                sweepWrites++;
              }
              return stored;
            });
      }
    };
  }

  ExemptionLog exemptionLog() {
    return new ExemptionLog() {
      @Override
      public Exemptions read() {
        return world.calls.call(Port.TABLE, exemptions::read);
      }

      @Override
      public Exemptions trail() {
        throw new UnsupportedOperationException("a sweep reads what may matter");
      }

      @Override
      public boolean add(Exemption exemption) {
        throw new UnsupportedOperationException("a sweep changes no exemptions");
      }

      @Override
      public boolean remove(Exemption removed) {
        throw new UnsupportedOperationException("a sweep changes no exemptions");
      }

      @Override
      public void putAway(Exemption over) {
        throw new UnsupportedOperationException("a sweep changes no exemptions");
      }
    };
  }

  AttestationLog attestationLog() {
    return new AttestationLog() {
      @Override
      public Attestations read() {
        return world.calls.call(Port.TABLE, attestations::read);
      }

      @Override
      public boolean add(Attestation attestation) {
        throw new UnsupportedOperationException("a sweep attests nothing");
      }

      @Override
      public boolean revoke(Attestation revoked) {
        throw new UnsupportedOperationException("a sweep attests nothing");
      }
    };
  }

  /** As a worker has it, or a sweep. */
  Tamperings tamperings() {
    return new Tamperings() {
      @Override
      public TamperingHistory read() {
        return world.calls.call(Port.TABLE, tamperings::read);
      }

      @Override
      public void note(Tampering change) {
        world.calls.call(
            Port.TABLE,
            () -> {
              tamperings.note(change);
              return true;
            });
      }
    };
  }

  /** What a worker notes that concerns no single user. */
  Noting noting() {
    Tamperings kept = tamperings();
    return new Noting() {
      @Override
      public void directoryChanged(Proof change) {
        directoryChanges.note(change);
      }

      @Override
      public void tampered(Tampering change) {
        kept.note(change);
      }
    };
  }

  Notices notices() {
    return new Notices() {
      @Override
      public Reported read() {
        return world.calls.call(Port.TABLE, reported::read);
      }

      @Override
      public Notices.Stored store(Reported changed) {
        return world.calls.call(
            Port.TABLE,
            () -> {
              Notices.Stored stored = reported.store(changed);
              if (stored instanceof Notices.Stored.Written) {
                sweepWrites++;
              }
              return stored;
            });
      }
    };
  }

  /** As a sweep has it, or an import. */
  Reconciliations reconciliations(Optional<Imports.Importing> importing) {
    return new Reconciliations() {
      @Override
      public Reconciliation.Latest read() {
        return world.calls.call(Port.TABLE, reconciliations::read);
      }

      @Override
      public void done(Reconciliation reconciliation) {
        world.calls.call(
            Port.TABLE,
            () -> {
              importing.ifPresent(it -> world.watch(promise -> promise.imported(it)));
              reconciliations.done(reconciliation);
              return true;
            });
      }

      @Override
      public void refused(Reconciliation.Refused refused) {
        world.calls.call(
            Port.TABLE,
            () -> {
              reconciliations.refused(refused);
              return true;
            });
      }
    };
  }

  ReplicationLog replicationLog() {
    return new ReplicationLog() {
      @Override
      public Optional<Replication> read() {
        return world.calls.call(Port.TABLE, replication::read);
      }

      @Override
      public void asked(Replication answer) {
        world.calls.call(
            Port.TABLE,
            () -> {
              replication.asked(answer);
              return true;
            });
      }
    };
  }

  /** For a mutant that looks at everybody. */
  Set<UserId> everybody() {
    Set<UserId> all = new java.util.TreeSet<>();
    memory.all().forEach(it -> all.add(it.user().id()));
    return all;
  }

  static boolean raised(UserTransition transition) {
    return transition.step() instanceof UserTransition.Raised;
  }
}
