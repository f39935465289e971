package ninety.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import ninety.finding.AllDossiers;
import ninety.finding.Dossier;
import ninety.finding.Dossiers.Stored.Overtaken;
import ninety.finding.Dossiers.Stored.Written;
import ninety.finding.UnreadableItem;
import ninety.user.DirectoryChanges;
import ninety.user.IdentityStoreId;
import ninety.user.Reconciliation;
import ninety.user.Reconciliation.Difference;
import ninety.user.Reconciliation.Latest;
import ninety.user.Reconciliations;
import ninety.user.Roster;
import ninety.user.Rosters;
import ninety.user.UserId;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/**
 * Reconciliation: reads the directory's whole list, then compares the table with it, then writes
 * what differs. Each write looks again at what is stored, so nothing is to be resumed: whoever ends
 * in the midst is made up for by the next, which finds what is left. For one thread, which waits
 * for those it starts.
 */
public final class Reconciler {

  /** The number of users who are written before progress is shown. */
  private static final int PAGE = 500;

  /** Of the items that cannot be read, so many are named. */
  private static final int MOST_NAMED = 100;

  private final AllDossiers dossiers;
  private final Reconciliations log;
  private final DirectoryChanges changes;
  private final Semaphore inFlight;
  private final Supplier<ExecutorService> threads;

  /**
   * @param atMost calls in flight at one time
   * @param threads makes the threads of one page of users
   */
  public Reconciler(
      AllDossiers dossiers,
      Reconciliations log,
      DirectoryChanges changes,
      int atMost,
      Supplier<ExecutorService> threads) {
    this.dossiers = dossiers;
    this.log = log;
    this.changes = changes;
    this.inFlight = new Semaphore(atMost);
    this.threads = threads;
  }

  /** The outcome of the writing. */
  public record Ended(long written, long left, List<String> failed) {

    /** True if the table is now as the list says, but for what waits for a sweep. */
    public boolean complete() {
      return failed.isEmpty();
    }
  }

  /** Reads the list, and then the table. Nothing is written. */
  public Plan compare(Rosters rosters, Limits limits, IntConsumer progress) {
    Roster roster = rosters.read(progress);
    Latest before = log.read();
    Comparison comparison =
        new Comparison(
            roster,
            before.done().filter(it -> it.store().equals(roster.store())).isPresent(),
            changes.read());
    Tally tally = new Tally(comparison);
    Set<String> unreadable = Collections.synchronizedSet(new HashSet<>());
    Set<UserId> unlisted = new HashSet<>(roster.entries().keySet());
    try (Stream<Dossier> all =
        dossiers.all(item -> {
          if (unreadable.size() < MOST_NAMED) {
            unreadable.add(String.valueOf(item.getMessage()));
          }
        })) {
      all.forEach(dossier -> {
        unlisted.remove(dossier.user().id());
        tally.add(dossier);
      });
    }
    unlisted.stream().sorted().map(Dossier::unknown).forEach(tally::add);
    return tally.plan(before, limits, List.copyOf(unreadable));
  }

  /** Writes what the plan says, and that it was done if it was to its end. */
  public Ended write(Plan plan, IntConsumer progress) {
    List<String> failed = new ArrayList<>();
    int[] written = new int[2];
    plan.news().stream()
        .gather(Gatherers.windowFixed(PAGE))
        .forEach(page -> {
          for (Optional<Boolean> one : page(page, plan.comparison(), failed)) {
            written[0] += one.filter(it -> it).isPresent() ? 1 : 0;
            written[1] += one.filter(it -> !it).isPresent() ? 1 : 0;
          }
          progress.accept(written[0]);
        });
    // By a list that is not whole it is not known whether everybody is known.
    if (failed.isEmpty() && plan.comparison().roster().whole()) {
      log.done(plan.what());
    }
    return new Ended(written[0], written[1], List.copyOf(failed));
  }

  /** Says in the table that the list was not believed. */
  public void refuse(Plan plan) {
    log.refused(
        new Reconciliation.Refused(
            plan.what(),
            plan.objections().stream().map(Objection::why).collect(Collectors.joining(" "))));
  }

  /** Of each user whether it was written (true), or left to a sweep (false). */
  private List<Optional<Boolean>> page(
      List<News> page, Comparison comparison, List<String> failed) {
    List<Future<Optional<Boolean>>> running = new ArrayList<>();
    try (ExecutorService executor = threads.get()) {
      page.forEach(news -> running.add(executor.submit(() -> bounded(news, comparison))));
    }
    List<Optional<Boolean>> ended = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    for (Future<Optional<Boolean>> one : running) {
      try {
        ended.add(one.get());
      } catch (ExecutionException broken) {
        RuntimeException cause =
            broken.getCause() instanceof RuntimeException it
                ? it
                : new IllegalStateException(broken);
        if (!(cause instanceof UnreadableItem)) {
          failures.add(cause);
        }
        failed.add(String.valueOf(cause.getMessage()));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted);
      }
    }
    // Failing on all of several is not about a user.
    if (running.size() > 1 && failures.size() == running.size()) {
      throw failures.getFirst();
    }
    return ended;
  }

  private Optional<Boolean> bounded(News news, Comparison comparison) throws InterruptedException {
    inFlight.acquire();
    try {
      return write(news, comparison);
    } finally {
      inFlight.release();
    }
  }

  private Optional<Boolean> write(News news, Comparison comparison) {
    boolean created = news.differences().containsKey(Difference.CREATED);
    Dossier known =
        (created ? Optional.<Dossier>empty() : dossiers.read(news.id()))
            .orElseGet(() -> Dossier.unknown(news.id()));
    while (true) {
      Optional<Comparison.Said> said = comparison.of(known);
      if (said.isEmpty() || said.get().news().left()) {
        return said.map(_ -> false);
      }
      Optional<Dossier> changed = known.absorb(said.get().facts(), Duration.ZERO);
      if (changed.isEmpty()) {
        return Optional.empty();
      }
      switch (dossiers.store(changed.get())) {
        case Written _ -> {
          return Optional.of(true);
        }
        // Somebody wrote between; each turn somebody got on, so this ends.
        case Overtaken(var now) -> known = now;
      }
    }
  }

  /** The comparison of all users, as far as it got. */
  private static final class Tally {

    private final Comparison comparison;
    private final List<News> news = new ArrayList<>();
    private final Map<Difference, Long> differences = new EnumMap<>(Difference.class);
    private long missed;
    private long enabled;
    private long others;
    private long ours;
    private Optional<String> otherStore = Optional.empty();

    Tally(Comparison comparison) {
      this.comparison = comparison;
    }

    void add(Dossier dossier) {
      UserRecord user = dossier.user();
      if (dossier.stored()) {
        count(user);
      }
      comparison
          .of(dossier)
          .map(Comparison.Said::news)
          .ifPresent(one -> {
            news.add(one);
            if (!one.left()) {
              one.differences().keySet().forEach(it -> differences.merge(it, 1L, Long::sum));
              missed += one.missed() ? 1 : 0;
            }
          });
    }

    private void count(UserRecord user) {
      if (comparison.concerns(user)) {
        enabled += user.status() == Status.ENABLED ? 1 : 0;
        ours += user.identityStoreId().isPresent() ? 1 : 0;
      } else {
        others++;
        otherStore =
            otherStore
                .or(user::identityStoreId)
                .or(() -> IdentityStoreId.homeOf(user.id()).map(IdentityStoreId::value));
      }
    }

    Plan plan(Latest before, Limits limits, List<String> unreadable) {
      Roster roster = comparison.roster();
      Reconciliation what =
          new Reconciliation(
              roster.at(), roster.store(), roster.entries().size(), differences, missed);
      return new Plan(
          comparison, news, what, enabled, others, objections(what, before, limits), unreadable);
    }

    private List<Objection> objections(Reconciliation what, Latest before, Limits limits) {
      List<Objection> all = new ArrayList<>();
      if (what.listed() == 0) {
        all.add(new Objection.Empty());
      }
      before
          .done()
          .map(it -> it.store().value())
          .or(() -> ours == 0 ? otherStore : Optional.empty())
          .filter(store -> !what.store().mayBe(Optional.of(store)))
          .ifPresent(store -> all.add(new Objection.OtherStore(what.store(), store)));
      before
          .done()
          .filter(it -> it.at().isAfter(what.at()))
          .ifPresent(it -> all.add(new Objection.Older(what.at(), it.at())));
      long gone = what.count(Difference.GONE);
      if (gone > limits.gone(enabled)) {
        all.add(new Objection.ManyGone(gone, limits.gone(enabled), enabled));
      }
      long disabled = what.count(Difference.DISABLED);
      if (disabled > limits.disabled(enabled)) {
        all.add(new Objection.ManyDisabled(disabled, limits.disabled(enabled), enabled));
      }
      return all;
    }
  }
}
