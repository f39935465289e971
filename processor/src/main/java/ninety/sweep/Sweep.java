package ninety.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import ninety.policy.Alert;
import ninety.policy.Dossier;
import ninety.policy.Dossiers;
import ninety.policy.Dossiers.Stored.Overtaken;
import ninety.policy.Dossiers.Stored.Written;
import ninety.policy.Judgement;
import ninety.policy.Policy;
import ninety.policy.Transition;
import ninety.user.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pass over users whose time has come. For each: decide, store the decision with its alerts as
 * intents, send them, and store that they arrived. Whatever ends a sweep between two of these steps
 * leaves the user due, and the next sweep tells the same alerts under the same ids (promise 5).
 *
 * <p>Any number of sweeps may run at one time: of two that decide about one user one is overtaken,
 * and decides again from what the other stored.
 */
public final class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  /** Users whose alerts go out together. */
  private static final int PAGE = 100;

  private final Dossiers dossiers;
  private final DueUsers dueUsers;
  private final Alerts alerts;
  private final Policy policy;
  private final Semaphore inFlight;

  /**
   * @param atMost calls to the table in flight at one time
   */
  public Sweep(Dossiers dossiers, DueUsers dueUsers, Alerts alerts, Policy policy, int atMost) {
    this.dossiers = dossiers;
    this.dueUsers = dueUsers;
    this.alerts = alerts;
    this.policy = policy;
    this.inFlight = new Semaphore(atMost);
  }

  /**
   * Sweeps once.
   *
   * @param asOf the instant for which to judge
   * @param now the time that the alerts carry
   * @param progress told how many users were looked at so far
   */
  public Summary run(Instant asOf, Instant now, LongConsumer progress) {
    Pass pass = new Pass(asOf, now);
    overPages(asOf, ids -> pass.sweep(ids), pass, progress);
    return pass.summary();
  }

  /** Says what {@link #run} would decide and tell, and writes and sends nothing. */
  public Summary dryRun(Instant asOf, Instant now, LongConsumer progress) {
    Pass pass = new Pass(asOf, now);
    overPages(asOf, ids -> pass.look(ids), pass, progress);
    return pass.summary();
  }

  private void overPages(
      Instant asOf,
      java.util.function.Consumer<List<UserId>> page,
      Pass pass,
      LongConsumer progress) {
    IntStream.range(0, dueUsers.shards())
        .boxed()
        .flatMap(shard -> dueUsers.due(shard, asOf))
        .gather(Gatherers.windowFixed(PAGE))
        .forEach(ids -> {
          page.accept(ids);
          progress.accept(pass.looked);
        });
  }

  /** One pass; used by one thread, which waits for those it starts. */
  private final class Pass {
    private final Instant asOf;
    private final Instant now;
    private final List<Summary.Step> steps = new ArrayList<>();
    private long looked;
    private long rearmed;
    private long resent;
    private long untold;
    private long failed;

    Pass(Instant asOf, Instant now) {
      this.asOf = asOf;
      this.now = now;
    }

    /**
     * How far a user has come in this pass.
     *
     * @param decided the transitions that this pass stored
     * @param wrote whether this pass stored anything
     */
    private record Progress(
        Dossier dossier, Set<UUID> told, List<Transition> decided, boolean wrote) {}

    void sweep(List<UserId> ids) {
      List<Progress> open =
          inParallel(
              ids.stream().<Callable<Optional<Progress>>>map(id -> () -> begin(id)).toList());
      looked += ids.size();
      while (!open.isEmpty()) {
        List<Progress> waiting = new ArrayList<>();
        for (Progress user : open) {
          if (user.dossier().outbox().isEmpty()) {
            finish(user);
          } else {
            waiting.add(user);
          }
        }
        if (waiting.isEmpty()) {
          return;
        }
        Set<UUID> arrived =
            alerts.send(
                waiting.stream().flatMap(user -> user.dossier().outbox().stream()).toList());
        open = inParallel(waiting.stream().map(user -> confirmation(user, arrived)).toList());
      }
    }

    private Callable<Optional<Progress>> confirmation(Progress user, Set<UUID> arrived) {
      return () -> {
        Set<UUID> told = new HashSet<>(user.told());
        boolean news = false;
        for (Alert alert : user.dossier().outbox()) {
          news |= arrived.contains(alert.id()) && told.add(alert.id());
        }
        Progress next = new Progress(user.dossier(), told, user.decided(), user.wrote());
        if (news) {
          return Optional.of(advance(next));
        }
        // Nothing arrived: it stays due, for the next sweep.
        synchronized (this) {
          untold += user.dossier().outbox().size();
          steps.addAll(stepsOf(next));
        }
        return Optional.empty();
      };
    }

    private Optional<Progress> begin(UserId id) {
      return dossiers
          .read(id)
          .filter(dossier -> dossier.isDue(asOf))
          .map(dossier -> advance(new Progress(dossier, Set.of(), List.of(), false)));
    }

    /** Takes what was told out of the outbox, judges where nothing waits any more, and stores. */
    private Progress advance(Progress user) {
      Dossier known = user.dossier();
      while (true) {
        if (known.outbox().isEmpty() && !known.isDue(asOf)) {
          return new Progress(known, user.told(), user.decided(), user.wrote());
        }
        List<Alert> left =
            known.outbox().stream().filter(alert -> !user.told().contains(alert.id())).toList();
        Dossier told =
            new Dossier(known.user(), known.watches(), left, known.due(), known.version());
        List<Transition> decided = new ArrayList<>(user.decided());
        Dossier changed = told;
        if (left.isEmpty()) {
          Judgement judgement = Judgement.of(told, policy, asOf, now);
          changed =
              judgement.applyTo(
                  told, judgement.transitions().stream().map(alerts::compose).toList());
          decided.addAll(judgement.transitions());
        }
        if (changed.equals(known)) {
          return new Progress(known, user.told(), user.decided(), user.wrote());
        }
        switch (dossiers.store(changed)) {
          case Written(var stored) -> {
            return new Progress(stored, user.told(), decided, true);
          }
          case Overtaken(var other) -> known = other;
        }
      }
    }

    private void finish(Progress user) {
      steps.addAll(stepsOf(user));
      Set<UUID> ofEarlierSweeps = new HashSet<>(user.told());
      user.decided().forEach(transition -> ofEarlierSweeps.remove(transition.alertId()));
      resent += ofEarlierSweeps.size();
      if (user.told().isEmpty() && user.wrote()) {
        rearmed++;
      }
    }

    private List<Summary.Step> stepsOf(Progress user) {
      return user.decided().stream()
          .map(
              transition -> Summary.Step.of(transition, user.told().contains(transition.alertId())))
          .toList();
    }

    void look(List<UserId> ids) {
      looked += ids.size();
      inParallel(
              ids.stream()
                  .<Callable<Optional<List<Summary.Step>>>>map(
                      id -> () -> dossiers.read(id).filter(it -> it.isDue(asOf)).map(this::foresee))
                  .toList())
          .forEach(foreseen -> {
            steps.addAll(foreseen);
            rearmed += foreseen.isEmpty() ? 1 : 0;
          });
    }

    private List<Summary.Step> foresee(Dossier dossier) {
      return Judgement.of(dossier, policy, asOf, now).transitions().stream()
          .map(transition -> Summary.Step.of(transition, false))
          .toList();
    }

    private <T> List<T> inParallel(List<Callable<Optional<T>>> calls) {
      List<Future<Optional<T>>> running = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Callable<Optional<T>> call : calls) {
          running.add(
              threads.submit(() -> {
                inFlight.acquire();
                try {
                  return call.call();
                } finally {
                  inFlight.release();
                }
              }));
        }
      }
      return outcomes(running);
    }

    /**
     * A user on whom the sweep fails stays due, and does not keep it from the others. Failing on
     * all of a page is another matter: that is not about a user, and ends the sweep.
     */
    private <T> List<T> outcomes(List<Future<Optional<T>>> all) {
      List<T> results = new ArrayList<>();
      List<RuntimeException> failures = new ArrayList<>();
      for (Future<Optional<T>> ended : all) {
        try {
          ended.get().ifPresent(results::add);
        } catch (ExecutionException broken) {
          failures.add(
              broken.getCause() instanceof RuntimeException cause
                  ? cause
                  : new IllegalStateException(broken));
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          failures.add(new IllegalStateException(interrupted));
        }
      }
      if (all.size() > 1 && failures.size() == all.size()) {
        throw failures.getFirst();
      }
      failed += failures.size();
      failures.forEach(
          failure -> LOG.warn("One user is left for the next sweep: {}", failure.toString()));
      return results;
    }

    Summary summary() {
      return new Summary(asOf, looked, rearmed, List.copyOf(steps), resent, untold, failed);
    }
  }
}
