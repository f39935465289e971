package ninety.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import ninety.coverage.Horizon;
import ninety.policy.Alert;
import ninety.policy.Control;
import ninety.policy.Dossier;
import ninety.policy.Dossiers;
import ninety.policy.Dossiers.Stored.Overtaken;
import ninety.policy.Dossiers.Stored.Written;
import ninety.policy.Judgement;
import ninety.policy.Terms;
import ninety.policy.Transition;
import ninety.policy.Transition.Raised;
import ninety.policy.Verification;
import ninety.sweep.Directory.Answer;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/** One pass over users, page by page; used by one thread, which waits for those it starts. */
final class UserPass {

  private static final Verification UNASKED = new Verification.Unverified("not-asked");

  private final Dossiers dossiers;
  private final Directory directory;
  private final Alerts alerts;
  private final Crowd crowd;
  private final Terms terms;
  private final List<Summary.Step> steps = new ArrayList<>();
  private long looked;
  private long rearmed;
  private long resent;
  private long untold;
  private long failed;

  UserPass(Places places, Crowd crowd, Terms terms) {
    this.dossiers = places.dossiers();
    this.directory = places.directory();
    this.alerts = places.alerts();
    this.crowd = crowd;
    this.terms = terms;
  }

  /**
   * How far a user has come in this pass.
   *
   * @param told alerts that are known to have arrived
   * @param decided the transitions that this pass stored
   * @param answer the directory's, once it was asked
   * @param wrote whether this pass stored anything
   */
  private record Progress(
      Dossier dossier,
      Set<UUID> told,
      List<Transition> decided,
      Optional<Answer> answer,
      boolean wrote) {

    static Progress begin(Dossier dossier) {
      return new Progress(dossier, Set.of(), List.of(), Optional.empty(), false);
    }

    Progress with(Dossier now) {
      return new Progress(now, told, decided, answer, wrote);
    }
  }

  void sweep(List<UserId> ids) {
    List<Progress> open =
        all(ids.stream().<Callable<Optional<Progress>>>map(id -> () -> begin(id)).toList());
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
          alerts.send(waiting.stream().flatMap(user -> user.dossier().outbox().stream()).toList());
      open = all(waiting.stream().map(user -> confirmation(user, arrived)).toList());
    }
  }

  private Callable<Optional<Progress>> confirmation(Progress user, Set<UUID> arrived) {
    return () -> {
      Set<UUID> told = new HashSet<>(user.told());
      boolean news = false;
      for (Alert alert : user.dossier().outbox()) {
        news |= arrived.contains(alert.id()) && told.add(alert.id());
      }
      Progress next =
          new Progress(user.dossier(), told, user.decided(), user.answer(), user.wrote());
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
        .filter(dossier -> dossier.isDue(terms.asOf()))
        .map(dossier -> advance(Progress.begin(dossier)));
  }

  /** Takes what was told out of the outbox, judges where nothing waits any more, and stores. */
  private Progress advance(Progress user) {
    Dossier known = user.dossier();
    Optional<Answer> answer = user.answer();
    while (true) {
      if (known.outbox().isEmpty() && !known.isDue(terms.asOf())) {
        return user.with(known);
      }
      List<Alert> left =
          known.outbox().stream().filter(alert -> !user.told().contains(alert.id())).toList();
      Dossier told = new Dossier(known.user(), known.watches(), left, known.due(), known.version());
      List<Transition> decided = new ArrayList<>(user.decided());
      Optional<Answer> after = answer;
      Dossier changed = told;
      if (left.isEmpty()) {
        Judgement judgement = judge(told, answer);
        if (judgement.asks() && answer.isEmpty()) {
          answer = Optional.of(directory.ask(told.user()));
          judgement = judge(told, answer);
        }
        changed =
            judgement.applyTo(
                heard(told, answer),
                judgement.transitions().stream()
                    .map(alerts::compose)
                    .flatMap(Optional::stream)
                    .toList());
        decided.addAll(judgement.transitions());
        // What was held back now is not to end at once what is told now: it is asked about again.
        after =
            answer.filter(it -> hides(it, told)).isPresent()
                ? Optional.of(new Answer.Unverified("not-asked"))
                : answer;
      }
      if (changed.equals(known)) {
        return user.with(known);
      }
      switch (dossiers.store(changed)) {
        case Written(var stored) -> {
          return new Progress(stored, user.told(), decided, after, true);
        }
        case Overtaken(var other) -> known = other;
      }
    }
  }

  private Judgement judge(Dossier dossier, Optional<Answer> answer) {
    Verification verification =
        answer
            .<Verification>map(it ->
                switch (it) {
                  case Answer.Found found ->
                      new Verification.Verified(
                          found.enabled() ? Kind.Presence.ENABLED : Kind.Presence.DISABLED,
                          found.proof());
                  case Answer.Gone(var proof) ->
                      new Verification.Verified(Kind.Presence.GONE, proof);
                  case Answer.Unverified(var reason) -> new Verification.Unverified(reason);
                })
            .orElse(UNASKED);
    return Judgement.of(heard(dossier, answer), terms, verification);
  }

  /**
   * What the directory says is a fact too, and is kept with the others; unless it says that the
   * user is disabled or gone, and that is known, or would hide that the access was used since.
   */
  private Dossier heard(Dossier dossier, Optional<Answer> answer) {
    UserId id = dossier.user().id();
    return answer
        .filter(it -> !repeats(it, dossier.user()) && !hides(it, dossier))
        .flatMap(it ->
            switch (it) {
              case Answer.Found(var proof, var name, var enabled, var created) ->
                  Optional.of(
                      new Fact(
                          new Subject.ById(id, name),
                          Optional.empty(),
                          new Kind.Listed(
                              enabled ? Kind.Presence.ENABLED : Kind.Presence.DISABLED, created),
                          proof));
              case Answer.Gone(var proof) ->
                  Optional.of(
                      new Fact(
                          new Subject.ById(id, Optional.empty()),
                          Optional.empty(),
                          new Kind.Listed(Kind.Presence.GONE, Optional.empty()),
                          proof));
              case Answer.Unverified _ -> Optional.empty();
            })
        .map(fact -> dossier.withUser(dossier.user().join(UserRecord.of(id, fact))))
        .orElse(dossier);
  }

  /** Dated today, it would make a sign-in before it one before the revocation. */
  private boolean hides(Answer answer, Dossier dossier) {
    boolean revokes =
        switch (answer) {
          case Answer.Gone _ -> true;
          case Answer.Found(_, _, var enabled, _) -> !enabled;
          case Answer.Unverified _ -> false;
        };
    return revokes
        && Judgement.of(dossier, terms, UNASKED).transitions().stream()
            .anyMatch(it ->
                it.step() instanceof Raised && it.finding().control() == Control.REVOKED_ACCESS);
  }

  private static boolean repeats(Answer answer, UserRecord user) {
    Optional<Kind.Presence> before = user.listing().map(word -> word.value().presence());
    return switch (answer) {
      case Answer.Gone _ -> user.status() == Status.DELETED;
      case Answer.Found(_, _, var enabled, _) ->
          !enabled
              && user.status() == Status.DISABLED
              && before.equals(Optional.of(Kind.Presence.DISABLED));
      case Answer.Unverified _ -> false;
    };
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
        .map(transition -> Summary.Step.of(transition, user.told().contains(transition.alertId())))
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

  /** Empty for a user whose time has not come and of whom there is nothing to tell. */
  private Optional<List<Summary.Step>> foresee(Dossier dossier) {
    List<Summary.Step> foreseen =
        judge(dossier, Optional.empty()).transitions().stream()
            .map(transition -> Summary.Step.of(transition, false))
            .toList();
    return foreseen.isEmpty() && !dossier.isDue(terms.asOf())
        ? Optional.empty()
        : Optional.of(foreseen);
  }

  private <T> List<T> all(List<Callable<Optional<T>>> calls) {
    Crowd.Outcome<T> outcome = crowd.all(calls);
    failed += outcome.failed();
    return outcome.results();
  }

  long looked() {
    return looked;
  }

  Summary summary(Optional<Horizon> horizon, SourcePass source, long notArmed) {
    return new Summary(
        terms.asOf(),
        horizon,
        terms.since(),
        terms.exemptions().inForce(terms.asOf()).size(),
        looked,
        rearmed,
        List.copyOf(steps),
        source.steps(),
        resent,
        untold + source.untold(),
        failed + notArmed);
  }
}
