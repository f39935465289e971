package ninety.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import ninety.coverage.Observed;
import ninety.finding.ControlState.Open;
import ninety.finding.ControlState.Quiet;
import ninety.finding.UserTransition.Raised;
import ninety.finding.UserTransition.Resolved;
import ninety.finding.UserTransition.Step;
import ninety.finding.UserTransition.Suppressed;
import ninety.policy.Baseline;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.policy.Standing;
import ninety.policy.Terms;
import ninety.policy.Thresholds;
import ninety.user.DirectoryWord;
import ninety.user.Proof;
import ninety.user.RevokedUse;
import ninety.user.UserRecord;

/** One control's course for one user in one judgement, adding to the transitions as it goes. */
final class Course {

  private final Dossier dossier;
  private final UserRecord user;
  private final Control control;
  private final Terms terms;
  private final DirectoryWord directory;
  private final ControlState state;
  private final List<UserTransition> transitions;

  Course(
      Dossier dossier,
      Control control,
      Terms terms,
      DirectoryWord directory,
      List<UserTransition> transitions) {
    this.dossier = dossier;
    this.user = dossier.user();
    this.control = control;
    this.terms = terms;
    this.directory = directory;
    this.state = dossier.state(control);
    this.transitions = transitions;
  }

  ControlState follow(Standing standing) {
    return switch (standing) {
      case Standing.Counting counting -> count(counting);
      case Standing.Used used -> use(used);
      // A clock that stepped back over its end suppresses nothing again.
      case Standing.Exempt(var exemption) ->
          ended(open ->
              exemption.until().isAfter(open.finding().lastSeen())
                  ? Optional.of(new Suppressed(exemption))
                  : Optional.empty());
      case Standing.NotApplicable(var because, var proof, _) ->
          ended(open ->
              Optional.of(
                  control.isAllowed(user)
                      ? new Resolved(Cause.POLICY_CHANGE, Optional.empty())
                      : resolved(open, because.cause(), proof)));
      case Standing.NotDeterminable(var soFar) ->
          soFar.map(this::count).orElseGet(this::nothingToCountFrom);
      // What is not yet one waits, and a gap ends nothing.
      case Standing.BeyondHorizon _, Standing.NotChecked _ -> state;
    };
  }

  /** The state after a finding that is open ended, if it did. */
  private ControlState ended(Function<Open, Optional<? extends Step>> ending) {
    return switch (state) {
      case Quiet quiet -> quiet;
      case Open open -> ending.apply(open).<ControlState>map(step -> end(open, step)).orElse(open);
    };
  }

  /** Facts only grow: what was counted from gave way to a newer creation, or to another policy. */
  private ControlState nothingToCountFrom() {
    Optional<Proof> created = user.creation();
    Cause cause = created.isPresent() ? Cause.CREATED : Cause.POLICY_CHANGE;
    return ended(open -> Optional.of(resolved(open, cause, created)));
  }

  private ControlState count(Standing.Counting counting) {
    return switch (state) {
      case Quiet quiet -> openIfReached(quiet, counting);
      case Open open -> {
        Optional<Level> higher =
            counting.level().filter(level -> level.compareTo(open.finding().level()) > 0);
        yield higher.isPresent()
            ? raise(open, higher.get(), counting.baseline())
            : ending(open, counting)
                .<ControlState>map(step -> openIfReached(end(open, step), counting))
                .orElse(open);
      }
    };
  }

  private ControlState openIfReached(Quiet quiet, Standing.Counting counting) {
    return counting
        .level()
        .<ControlState>map(level -> open(quiet, level, counting.baseline()))
        .orElse(quiet);
  }

  /**
   * Why a finding at a level that is no more reached is over. A clock that stepped back ends
   * nothing, nor does a gap in the coverage: only something new about the user does, or other
   * thresholds, or a rule of ours that was corrected.
   */
  private Optional<Resolved> ending(Open state, Standing.Counting counting) {
    Finding open = state.finding();
    Thresholds thresholds = control.thresholds(terms.policy()).orElseThrow();
    Optional<Baseline> news =
        counting.known().filter(it -> it.since().isAfter(open.baseline().since()));
    if (news.isPresent()) {
      return reaches(thresholds, news.get().since(), terms.asOf(), open.level())
          ? Optional.empty()
          : Optional.of(resolved(state, causeOf(news.get().from()), news.get().proof()));
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
  private ControlState use(Standing.Used used) {
    return switch (state) {
      case Quiet quiet ->
          quiet.isOver(used.baseline().since())
              ? quiet
              : open(quiet, Level.BREACH, used.baseline());
      case Open open -> ended(_ -> ending(open, used));
    };
  }

  private Optional<? extends Step> ending(Open open, Standing.Used used) {
    if (used.exemption().isPresent()) {
      return used.exemption().map(Suppressed::new);
    }
    return used.use()
        .over()
        .map(proof -> resolved(open, causeOfStatus(), Optional.of(proof)))
        .or(() -> confirmed(open.finding(), used.use()));
  }

  /** A day after the last use, the directory's word that the access is still revoked ends it. */
  private Optional<Resolved> confirmed(Finding open, RevokedUse use) {
    Instant dayAfter = use.use().time().plus(Asking.DAILY);
    if (!Asking.isQuiet(open, user, terms.asOf())) {
      return Optional.empty();
    }
    Stream<Proof> word =
        directory instanceof DirectoryWord.Reported said && said.presence().revokes()
            ? Stream.of(said.proof())
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

  private Open open(Quiet quiet, Level level, Baseline baseline) {
    UUID uid = Ids.finding(control, user, baseline.since(), quiet.nextEpisode());
    Instant crossing = crossing(level, baseline).orElse(baseline.since());
    Finding finding =
        new Finding(uid, control, level, baseline, crossing, terms.now(), terms.asOf(), 1);
    took(new Raised(level, true), finding, judgedAnew(crossing));
    return quiet.open(finding);
  }

  private Open raise(Open open, Level level, Baseline baseline) {
    Open raised = open.raised(level, baseline, terms.asOf());
    boolean corrected = crossing(level, baseline).filter(this::judgedAnew).isPresent();
    took(new Raised(level, false), raised.finding(), corrected);
    return raised;
  }

  /** When the level was reached; empty for a control that counts no days. */
  private Optional<Instant> crossing(Level level, Baseline baseline) {
    return control
        .thresholds(terms.policy())
        .map(days -> observed().reaching(baseline.since(), days.of(level)));
  }

  private Quiet end(Open open, Step ending) {
    took(ending, open.finding().closed(), false);
    return open.closed(control.overWithFinding(user));
  }

  /** While nobody ever listened, what ends a finding counts no time. */
  private Observed observed() {
    return terms.observed().orElseGet(() -> Observed.since(terms.asOf()));
  }

  private void took(Step step, Finding finding, boolean corrected) {
    transitions.add(
        new UserTransition(
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

  /**
   * The cause that ended the finding; a rule of ours, where that which decides was known all the
   * time.
   */
  private Resolved resolved(Open open, Cause cause, Optional<Proof> proof) {
    boolean known =
        proof.filter(it -> it.time().isAfter(open.finding().lastSeen())).isEmpty()
            && judgedAnew(open.finding().openedAt());
    return new Resolved(known ? Cause.RULE_CORRECTED : cause, proof);
  }

  /** True if that was before the rules were corrected, and this is the first look since. */
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
