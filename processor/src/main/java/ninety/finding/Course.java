package ninety.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.coverage.Observed;
import ninety.finding.Transition.Raised;
import ninety.finding.Transition.Resolved;
import ninety.finding.Transition.Step;
import ninety.finding.Transition.Suppressed;
import ninety.policy.Baseline;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.policy.Standing;
import ninety.policy.Terms;
import ninety.policy.Thresholds;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.RevokedUse;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/** One control's course for one user in one judgement, adding to the transitions as it goes. */
final class Course {

  private final Dossier dossier;
  private final UserRecord user;
  private final Control control;
  private final Terms terms;
  private final Verification directory;
  private final Watch watch;
  private final List<Transition> transitions;

  Course(
      Dossier dossier,
      Control control,
      Terms terms,
      Verification directory,
      List<Transition> transitions) {
    this.dossier = dossier;
    this.user = dossier.user();
    this.control = control;
    this.terms = terms;
    this.directory = directory;
    this.watch = dossier.watch(control);
    this.transitions = transitions;
  }

  Watch follow(Standing standing) {
    return switch (standing) {
      // A use of revoked access that is not yet one waits.
      case Standing.Counting counting ->
          terms.policy().thresholds(control).map(days -> count(counting, days)).orElse(watch);
      case Standing.Used used -> use(used);
      // A clock that stepped back over its end suppresses nothing again.
      case Standing.Exempt(var exemption) ->
          watch.open().filter(open -> !exemption.until().isAfter(open.lastSeen())).isPresent()
              ? watch
              : end(new Suppressed(exemption));
      case Standing.NotApplicable(var because, var proof, _) ->
          end(
              withinLongerGrace()
                  ? new Resolved(Cause.POLICY_CHANGE, Optional.empty())
                  : resolved(because.cause(), proof));
      case Standing.NotDeterminable(var soFar) ->
          soFar
              .flatMap(
                  counting -> terms.policy().thresholds(control).map(days -> count(counting, days)))
              .orElseGet(this::nothingToCountFrom);
      case Standing.NotChecked _ -> watch;
    };
  }

  /** Whether the access is still revoked, and was used, but within what policy allows by now. */
  private boolean withinLongerGrace() {
    return control == Control.REVOKED_ACCESS
        && user.status() != Status.ENABLED
        && RevokedUse.of(user, Duration.ZERO).isPresent();
  }

  /** Facts only grow: what was counted from gave way to a newer creation, or to another policy. */
  private Watch nothingToCountFrom() {
    Optional<Proof> created = user.creation();
    return end(resolved(created.isPresent() ? Cause.CREATED : Cause.POLICY_CHANGE, created));
  }

  private Watch count(Standing.Counting counting, Thresholds thresholds) {
    if (watch.open().isEmpty()) {
      return counting.level().map(level -> open(watch, level, counting.baseline())).orElse(watch);
    }
    Finding open = watch.open().get();
    if (counting.level().filter(level -> level.compareTo(open.level()) > 0).isPresent()) {
      return raise(open, counting.level().get(), counting.baseline());
    }
    return ending(open, counting, thresholds)
        .map(ending -> {
          Watch closed = end(ending);
          return counting
              .level()
              .map(level -> open(closed, level, counting.baseline()))
              .orElse(closed);
        })
        .orElse(watch);
  }

  /**
   * Why a finding at a level that is no more reached is over. A clock that stepped back ends
   * nothing, nor does a gap in the coverage: only something new about the user does, or other
   * thresholds, or a rule of ours that was corrected.
   */
  private Optional<Resolved> ending(
      Finding open, Standing.Counting counting, Thresholds thresholds) {
    Optional<Baseline> news =
        counting.known().filter(it -> it.since().isAfter(open.baseline().since()));
    if (news.isPresent()) {
      return reaches(thresholds, news.get().since(), terms.asOf(), open.level())
          ? Optional.empty()
          : Optional.of(resolved(causeOf(news.get().from()), news.get().proof()));
    }
    if (counting.level().filter(level -> level.compareTo(open.level()) >= 0).isPresent()) {
      return Optional.empty();
    }
    return reaches(thresholds, open.baseline().since(), open.lastSeen(), open.level())
        ? Optional.empty()
        : Optional.of(new Resolved(Cause.POLICY_CHANGE, Optional.empty()));
  }

  private static boolean reaches(Thresholds thresholds, Instant since, Instant asOf, Level level) {
    return thresholds
        .reached(Duration.between(since, asOf))
        .filter(it -> it.compareTo(level) >= 0)
        .isPresent();
  }

  /**
   * A use is reported before anything ends it or an exemption suppresses it, so that nobody exempts
   * unseen. What was a breach stays one in the user's record, and is reported once.
   */
  private Watch use(Standing.Used used) {
    if (watch.open().isEmpty()) {
      return watch.settled().filter(until -> !used.baseline().since().isAfter(until)).isPresent()
          ? watch
          : open(watch, Level.BREACH, used.baseline());
    }
    if (used.exemption().isPresent()) {
      return end(new Suppressed(used.exemption().get()));
    }
    return used.use()
        .over()
        .map(proof -> resolved(causeOfStatus(), Optional.of(proof)))
        .or(() -> confirmed(watch.open().get(), used.use()))
        .map(this::end)
        .orElse(watch);
  }

  /** A day after the last use, the directory's word that the access is still revoked ends it. */
  private Optional<Resolved> confirmed(Finding open, RevokedUse use) {
    Instant dayAfter = use.use().time().plus(Asking.DAILY);
    if (!Asking.isQuiet(open, user, terms.asOf())) {
      return Optional.empty();
    }
    Stream<Proof> word =
        directory instanceof Verification.Verified(var said, var answer) && said != Presence.ENABLED
            ? Stream.of(answer)
            : Stream.empty();
    return Stream.concat(user.revocations(), word)
        .filter(proof -> proof.source() == Proof.Source.DIRECTORY)
        .filter(proof -> !proof.time().isBefore(dayAfter))
        .max(Comparator.naturalOrder())
        .map(proof -> new Resolved(causeOfStatus(), Optional.of(proof)));
  }

  private Cause causeOfStatus() {
    return switch (user.status()) {
      case ENABLED -> Cause.ENABLED;
      case DISABLED -> Cause.DISABLED;
      case DELETED -> Cause.DELETED;
    };
  }

  private Watch open(Watch before, Level level, Baseline baseline) {
    int episode = before.episodes() + 1;
    UUID uid = Ids.finding(control, user, baseline.since(), episode);
    Instant crossing =
        terms
            .policy()
            .thresholds(control)
            .map(days -> observed().reaching(baseline.since(), days.of(level)))
            .orElse(baseline.since());
    Finding finding =
        new Finding(uid, control, level, baseline, crossing, terms.now(), terms.asOf(), 1);
    took(new Raised(level, true), finding, judgedAnew(crossing));
    return new Watch(episode, Optional.of(finding), before.settled());
  }

  private Watch raise(Finding open, Level level, Baseline baseline) {
    Finding raised =
        new Finding(
            open.uid(),
            control,
            level,
            baseline,
            open.firstSeen(),
            open.openedAt(),
            terms.asOf(),
            open.sequence() + 1);
    Optional<Instant> crossing =
        terms
            .policy()
            .thresholds(control)
            .map(days -> observed().reaching(baseline.since(), days.of(level)));
    took(new Raised(level, false), raised, crossing.filter(this::judgedAnew).isPresent());
    return watch.with(Optional.of(raised));
  }

  private Watch end(Step ending) {
    if (watch.open().isEmpty()) {
      return watch;
    }
    Finding open = watch.open().get();
    Finding closed =
        new Finding(
            open.uid(),
            control,
            open.level(),
            open.baseline(),
            open.firstSeen(),
            open.openedAt(),
            open.lastSeen(),
            open.sequence() + 1);
    took(ending, closed, false);
    return new Watch(watch.episodes(), Optional.empty(), settled());
  }

  /**
   * Up to when uses of a revoked access are reported and over. One that was allowed, by what is
   * known now, is to be reported if a record that comes later says that it was not.
   */
  private Optional<Instant> settled() {
    return control == Control.REVOKED_ACCESS
        ? Stream.concat(watch.settled().stream(), RevokedUse.whileRevoked(user).map(Proof::time))
            .max(Comparator.naturalOrder())
        : watch.settled();
  }

  /** While nobody ever listened, what ends a finding counts no time. */
  private Observed observed() {
    return terms.observed().orElseGet(() -> Observed.since(terms.asOf()));
  }

  private void took(Step step, Finding finding, boolean corrected) {
    transitions.add(
        new Transition(
            finding,
            step,
            user,
            terms.policy(),
            directory,
            observed(),
            terms.asOf(),
            terms.now(),
            corrected
                || (step instanceof Resolved(var cause, _) && cause == Cause.RULE_CORRECTED)));
  }

  /** What ended the finding; a rule of ours, where that which decides was known all the time. */
  private Resolved resolved(Cause cause, Optional<Proof> proof) {
    boolean known =
        watch
            .open()
            .filter(open -> proof.filter(it -> it.time().isAfter(open.lastSeen())).isEmpty())
            .filter(open -> judgedAnew(open.openedAt()))
            .isPresent();
    return new Resolved(known ? Cause.RULE_CORRECTED : cause, proof);
  }

  /** Whether that was before the rules were corrected, and this is the first look since. */
  private boolean judgedAnew(Instant then) {
    return dossier.edition() < Policy.EDITION
        && terms.corrected().filter(then::isBefore).isPresent();
  }

  private static Cause causeOf(Baseline.From from) {
    return switch (from) {
      case ACTIVITY, AUTHENTICATION, PORTAL_USE -> Cause.ACTIVITY;
      case PASSWORD_RESET, LINK_SENT -> Cause.PASSWORD_RESET;
      case CREATION, COVERAGE, FIRST_SIGN_IN -> Cause.CREATED;
    };
  }
}
