package ninety.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import ninety.coverage.Observed;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Dossiers.Stored.Overtaken;
import ninety.finding.Dossiers.Stored.Written;
import ninety.finding.Due;
import ninety.finding.LatestSteps;
import ninety.finding.Notice;
import ninety.finding.Notices;
import ninety.finding.Rearming;
import ninety.finding.Reported;
import ninety.finding.UnreadableItem;
import ninety.finding.UserTransition;
import ninety.policy.Policy;
import ninety.user.UserId;

/**
 * The pass over all users that makes the latest step of each open finding pending again, and that
 * the population is not known, where that is open. It sends nothing: what is pending is sent by the
 * sweep, in the order of each finding, so that no repeat comes after an end; and after a crash by
 * the next.
 */
final class ResendPass {

  private final Rearming users;
  private final Dossiers dossiers;
  private final Notices notices;
  private final AlertFormat format;
  private final Crowd crowd;
  private final Policy policy;
  private final Observed observed;
  private final Consumer<UnreadableItem> unreadable;
  private long failed;

  ResendPass(
      Places places,
      Crowd crowd,
      Policy policy,
      Observed observed,
      Consumer<UnreadableItem> unreadable) {
    this.users = places.rearming();
    this.dossiers = places.dossiers();
    this.notices = places.notices();
    this.format = places.format();
    this.crowd = crowd;
    this.policy = policy;
    this.observed = observed;
    this.unreadable = unreadable;
  }

  /** Counts what would be sent again. */
  OpenFindings count(LongConsumer progress) {
    OpenFindings found = pages(this::steps, progress);
    return again(notices.read()).map(it -> found.plus(it.step())).orElse(found);
  }

  /** Makes it pending. */
  OpenFindings run(LongConsumer progress) {
    OpenFindings found =
        pages(
            dossiers ->
                crowd(
                    dossiers.stream()
                        .<Callable<Optional<List<String>>>>map(dossier -> () -> pending(dossier))
                        .toList()),
            progress);
    return population().map(found::plus).orElse(found);
  }

  private Optional<Again> again(Reported reported) {
    return reported
        .population()
        .map(Notice.PopulationUnknown::new)
        .filter(step -> reported.outbox().stream().noneMatch(it -> it.id().equals(step.alertId())))
        .flatMap(step ->
            format.compose(step).map(alert -> new Again("population " + step.stepLabel(), alert)));
  }

  /** Makes it pending that the population is not known, if that is open. */
  private Optional<String> population() {
    Reported known = notices.read();
    while (true) {
      Optional<Again> again = again(known);
      if (again.isEmpty()) {
        return Optional.empty();
      }
      List<Alert> outbox = new ArrayList<>(known.outbox());
      outbox.add(again.get().alert());
      switch (notices.store(known.withOutbox(outbox))) {
        case Notices.Stored.Written _ -> {
          return Optional.of(again.get().step());
        }
        case Notices.Stored.Overtaken(var now) -> known = now;
      }
    }
  }

  /** The number of users for whom it failed, who are left as they were. */
  long failed() {
    return failed;
  }

  private interface OfPage {
    List<String> steps(List<Dossier> dossiers);
  }

  private OpenFindings pages(OfPage each, LongConsumer progress) {
    OpenFindings found = OpenFindings.NONE;
    Optional<UserId> after = Optional.empty();
    long looked = 0;
    do {
      Rearming.Page page = users.page(after);
      page.unreadable().forEach(unreadable);
      for (String step : each.steps(page.dossiers())) {
        found = found.plus(step);
      }
      looked += page.dossiers().size();
      progress.accept(looked);
      after = page.last();
    } while (after.isPresent());
    return found;
  }

  private List<String> steps(List<Dossier> some) {
    return some.stream().flatMap(dossier -> again(dossier).stream()).map(Again::step).toList();
  }

  private List<String> crowd(List<Callable<Optional<List<String>>>> calls) {
    Crowd.Outcome<List<String>> outcome = crowd.all(calls);
    failed += outcome.failed();
    outcome.unreadable().forEach(unreadable);
    return outcome.results().stream().flatMap(List::stream).toList();
  }

  /** An alert that repeats a step. */
  private record Again(String step, Alert alert) {}

  private List<Again> again(Dossier dossier) {
    Set<UUID> pending =
        dossier.outbox().stream().map(Alert::id).collect(Collectors.toUnmodifiableSet());
    return LatestSteps.of(dossier, policy, observed).stream()
        .filter(transition -> !pending.contains(transition.alertId()))
        .flatMap(transition ->
            format.compose(transition).map(alert -> new Again(step(transition), alert)).stream())
        .toList();
  }

  private static String step(UserTransition transition) {
    return transition.finding().control().label() + " " + transition.step().label();
  }

  private Optional<List<String>> pending(Dossier dossier) {
    Dossier known = dossier;
    while (true) {
      List<Again> again = again(known);
      if (again.isEmpty()) {
        return Optional.empty();
      }
      List<Alert> outbox = new ArrayList<>(known.outbox());
      again.forEach(each -> outbox.add(each.alert()));
      Dossier changed = known.withOutbox(outbox, List.of()).withDue(new Due.Now());
      switch (dossiers.store(changed)) {
        case Written _ -> {
          return Optional.of(again.stream().map(Again::step).toList());
        }
        case Overtaken(var now) -> known = now;
      }
    }
  }
}
