package ninety.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Gatherers;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.AlertQueue;
import ninety.finding.AlertQueue.Delivery;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Dossiers.Stored.Overtaken;
import ninety.finding.Dossiers.Stored.Written;
import ninety.finding.Judgement;
import ninety.finding.UnreadableItem;
import ninety.finding.UserTransition;
import ninety.policy.Terms;
import ninety.user.Directory;
import ninety.user.DirectoryWord;
import ninety.user.UserId;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/** One pass over users, page by page; used by one thread, which waits for those it starts. */
final class UserPass {

  private final Dossiers dossiers;
  private final Directory directory;
  private final AlertFormat format;
  private final AlertQueue alerts;
  private final Crowd crowd;
  private final Terms terms;
  private final Hearing hearing;
  private final GoneUsers gone;
  private final Budget budget;
  private final Consumer<UnreadableItem> unreadable;
  private final Set<UserId> heldBack = ConcurrentHashMap.newKeySet();
  private final List<Summary.Step> steps = new ArrayList<>();
  private long looked;
  private long rearmed;
  private long resent;
  private long pending;
  private long parked;
  private long failed;

  UserPass(
      Places places,
      Rules rules,
      Crowd crowd,
      Terms terms,
      Budget budget,
      Consumer<UnreadableItem> unreadable) {
    this.dossiers = places.dossiers();
    this.directory = places.directory();
    this.format = places.format();
    this.alerts = places.alerts();
    this.crowd = crowd;
    this.terms = terms;
    this.hearing = new Hearing(terms);
    this.gone = new GoneUsers(rules.acceptGone());
    this.budget = budget;
    this.unreadable = unreadable;
  }

  /**
   * The state of a user in this pass.
   *
   * @param delivered alerts that are known to have arrived
   * @param refused alerts that are to be parked, with the queue's word
   * @param decided the transitions that this pass stored
   * @param answer the directory's, once it was asked
   * @param wrote whether this pass stored anything
   */
  private record Progress(
      Dossier dossier,
      Set<UUID> delivered,
      Map<UUID, String> refused,
      List<UserTransition> decided,
      Optional<DirectoryWord> answer,
      boolean wrote) {

    static Progress begin(Dossier dossier, Optional<DirectoryWord> answer) {
      return new Progress(dossier, Set.of(), Map.of(), List.of(), answer, false);
    }

    Progress with(Dossier now) {
      return new Progress(now, delivered, refused, decided, answer, wrote);
    }
  }

  void sweep(List<UserId> ids) {
    looked += ids.size();
    sweep(ids, _ -> Optional.empty());
  }

  /** Goes on with those whom the directory does not have, now that all were asked about. */
  void sweepGone() {
    gone.users().stream()
        .gather(Gatherers.windowFixed(Sweep.PAGE))
        .forEach(page -> sweep(page, id -> Optional.of(gone.answer(id))));
  }

  private void sweep(List<UserId> ids, Function<UserId, Optional<DirectoryWord>> answers) {
    List<Progress> open =
        all(
            ids.stream()
                .<Callable<Optional<Progress>>>map(id -> () -> begin(id, answers.apply(id)))
                .toList());
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
      Delivery delivery =
          alerts.send(waiting.stream().flatMap(user -> user.dossier().outbox().stream()).toList());
      open = all(waiting.stream().map(user -> confirmation(user, delivery)).toList());
    }
  }

  private Callable<Optional<Progress>> confirmation(Progress user, Delivery delivery) {
    return () -> {
      Set<UUID> delivered = new HashSet<>(user.delivered());
      Map<UUID, String> refused = new HashMap<>(user.refused());
      boolean news = false;
      for (Alert alert : user.dossier().outbox()) {
        news |= delivery.arrived().contains(alert.id()) && delivered.add(alert.id());
        String word = delivery.refused().get(alert.id());
        news |= word != null && refused.put(alert.id(), word) == null;
      }
      Progress next =
          new Progress(
              user.dossier(), delivered, refused, user.decided(), user.answer(), user.wrote());
      if (news) {
        return advance(next);
      }
      // Nothing arrived: it stays due, for the next sweep.
      synchronized (this) {
        pending += user.dossier().outbox().size();
        steps.addAll(stepsOf(next));
      }
      return Optional.empty();
    };
  }

  private Optional<Progress> begin(UserId id, Optional<DirectoryWord> answer) {
    return dossiers
        .read(id)
        .filter(dossier -> dossier.isDue(terms.asOf()))
        .flatMap(dossier -> advance(Progress.begin(dossier, answer)));
  }

  /**
   * Takes what was delivered out of the outbox, parks what was refused, judges where nothing waits
   * any more, and stores. Empty where the directory does not have the user: see {@link GoneUsers}.
   */
  private Optional<Progress> advance(Progress user) {
    Dossier known = user.dossier();
    Optional<DirectoryWord> answer = user.answer();
    while (true) {
      if (known.outbox().isEmpty() && !known.isDue(terms.asOf())) {
        return Optional.of(user.with(known));
      }
      Dossier settled = settled(known, user);
      List<UserTransition> decided = new ArrayList<>(user.decided());
      Optional<DirectoryWord> after = answer;
      Dossier changed = settled;
      if (settled.outbox().isEmpty()) {
        Judgement judgement = hearing.judge(settled, answer);
        boolean fits = judgement.transitions().isEmpty() || !budget.spent();
        if (fits && judgement.asks() && answer.isEmpty()) {
          answer = Optional.of(directory.ask(settled.user()));
          if (isSetAside(settled.user(), answer.get())) {
            return Optional.empty();
          }
          judgement = hearing.judge(settled, answer);
        }
        List<Alert> alerts = composed(judgement);
        if (fits && budget.claim(alerts.size())) {
          changed = judgement.applyTo(hearing.heard(settled, answer), alerts);
          decided.addAll(judgement.transitions());
          after = afterwards(answer, settled);
        } else {
          heldBack.add(settled.user().id());
        }
      }
      if (changed.equals(known)) {
        return Optional.of(user.with(known));
      }
      switch (dossiers.store(changed)) {
        case Written(var stored) -> {
          return Optional.of(
              new Progress(stored, user.delivered(), user.refused(), decided, after, true));
        }
        case Overtaken(var other) -> known = other;
      }
    }
  }

  /**
   * Has the directory asked again: what was held back now is not to end at once what is raised now.
   */
  private Optional<DirectoryWord> afterwards(Optional<DirectoryWord> answer, Dossier settled) {
    return answer.filter(it -> hearing.hides(it, settled)).isPresent()
        ? Optional.of(Hearing.UNASKED)
        : answer;
  }

  /** That a deleted user is gone is not news, and says nothing about the directory. */
  private boolean isSetAside(UserRecord user, DirectoryWord answer) {
    if (user.status() == Status.DELETED) {
      return false;
    }
    gone.asked();
    if (answer instanceof DirectoryWord.Reported it && it.isGone()) {
      gone.setAside(user.id(), it);
      return true;
    }
    return false;
  }

  private Dossier settled(Dossier known, Progress user) {
    List<Alert> left = new ArrayList<>();
    List<Dossier.Parked> refused = new ArrayList<>();
    for (Alert alert : known.outbox()) {
      String word = user.refused().get(alert.id());
      if (word != null) {
        refused.add(new Dossier.Parked(alert, word, terms.now()));
      } else if (!user.delivered().contains(alert.id())) {
        left.add(alert);
      }
    }
    return known.withOutbox(left, refused);
  }

  private List<Alert> composed(Judgement judgement) {
    return judgement.transitions().stream().map(format::compose).flatMap(Optional::stream).toList();
  }

  private void finish(Progress user) {
    steps.addAll(stepsOf(user));
    parked += user.refused().size();
    Set<UUID> ofEarlierSweeps = new HashSet<>(user.delivered());
    user.decided().forEach(transition -> ofEarlierSweeps.remove(transition.alertId()));
    resent += ofEarlierSweeps.size();
    if (user.delivered().isEmpty() && user.wrote()) {
      rearmed++;
    }
  }

  private List<Summary.Step> stepsOf(Progress user) {
    return user.decided().stream()
        .map(transition ->
            Summary.Step.of(transition, user.delivered().contains(transition.alertId())))
        .toList();
  }

  /** Says what {@link #sweep} would decide, and writes and sends nothing. */
  void look(List<UserId> ids) {
    looked += ids.size();
    all(ids.stream()
            .<Callable<Optional<List<Summary.Step>>>>map(
                id -> () -> dossiers.read(id).flatMap(this::foresee))
            .toList())
        .forEach(foreseen -> {
          steps.addAll(foreseen);
          rearmed += foreseen.isEmpty() ? 1 : 0;
        });
  }

  /** Empty for a user whose time has not come and of whom there is nothing to report. */
  private Optional<List<Summary.Step>> foresee(Dossier dossier) {
    List<Summary.Step> foreseen =
        hearing.judge(dossier, Optional.empty()).transitions().stream()
            .map(transition -> Summary.Step.of(transition, false))
            .toList();
    return foreseen.isEmpty() && !dossier.isDue(terms.asOf())
        ? Optional.empty()
        : Optional.of(foreseen);
  }

  private <T> List<T> all(List<Callable<Optional<T>>> calls) {
    Crowd.Outcome<T> outcome = crowd.all(calls);
    failed += outcome.failed();
    outcome.unreadable().forEach(unreadable);
    return outcome.results();
  }

  long looked() {
    return looked;
  }

  List<Summary.Step> steps() {
    return List.copyOf(steps);
  }

  Counts counts() {
    return Counts.of(Count.LOOKED, looked)
        .plus(Counts.of(Count.REARMED, rearmed))
        .plus(Counts.of(Count.RESENT, resent))
        .plus(Counts.of(Count.PENDING, pending))
        .plus(Counts.of(Count.PARKED, parked))
        .plus(Counts.of(Count.GONE_IN_DOUBT, gone.tooMany() ? gone.users().size() : 0))
        .plus(Counts.of(Count.HELD_BACK, heldBack.size()))
        .plus(Counts.of(Count.FAILED, failed));
  }
}
