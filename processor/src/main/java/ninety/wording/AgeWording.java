package ninety.wording;

import static ninety.wording.Wording.inBrackets;
import static ninety.wording.Wording.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ninety.coverage.Span;
import ninety.finding.UserTransition;
import ninety.finding.UserTransition.Raised;
import ninety.finding.UserTransition.Resolved;
import ninety.finding.UserTransition.Suppressed;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Thresholds;
import ninety.user.Proof;

/** The words for a control that counts days. */
abstract class AgeWording implements Wording {

  /** The most gaps that a sentence names. */
  private static final int MOST_GAPS = 5;

  /** The remedy under any control, where there is no other. */
  static final String EXEMPTION =
      " If it has to stay, record an exemption with an owner, a reason and an end"
          + " (ninety exempt add).";

  private final UserTransition transition;
  private final Thresholds thresholds;
  private final String who;

  AgeWording(UserTransition transition, String who) {
    this.transition = transition;
    this.thresholds = transition.thresholds().orElseThrow();
    this.who = who;
  }

  /** That a level was reached, in one sentence without its full stop. */
  abstract String raised(Level level);

  /** By what, in a sentence. */
  abstract String verdict(Level level);

  /** Where the count began at the creation. */
  abstract String countedFromCreation();

  /** Sentences on what else is to be known about the count. */
  abstract List<String> remarks();

  /** Of what the count was that ended, as in {@code of inactivity}. */
  abstract String counted();

  abstract String remediation(Level level);

  @Override
  public final String message() {
    return switch (transition.step()) {
      case Raised(var level, _) -> raised(level) + basis() + ".";
      case Resolved resolved -> EndWording.of(transition, resolved, who).message();
      case Suppressed(var exemption) ->
          "User %s is exempt until %s; the finding is closed%s."
              .formatted(who, text(exemption.until()), inBrackets(control()));
    };
  }

  @Override
  public final List<String> details() {
    return switch (transition.step()) {
      case Raised(var level, _) -> {
        List<String> details = new ArrayList<>();
        details.add(verdict(level));
        if (level == Level.ESCALATED) {
          details.add("In breach since " + limit() + ".");
        }
        countedFrom().ifPresent(details::add);
        unobserved().ifPresent(details::add);
        details.addAll(remarks());
        if (transition.corrected()) {
          details.add(
              "This comes from a corrected rule of ninety, and not from anything that the user"
                  + " did.");
        }
        yield details;
      }
      case Resolved resolved ->
          List.of(
              EndWording.of(transition, resolved, who)
                  .detail(
                      " after %s%s %s".formatted(watched() ? "at least " : "", age(), counted())));
      case Suppressed(var exemption) ->
          List.of(
              "Exempt until %s; owner: %s; reason: %s"
                  .formatted(
                      text(exemption.until()),
                      Phrase.owner(exemption.owner()).inProse(),
                      Phrase.reason(exemption.reason()).inProse()),
              "If the limit is exceeded when the exemption ends, a new finding is opened.");
    };
  }

  @Override
  public final Optional<String> remediation() {
    return switch (transition.step()) {
      case Raised(var level, _) -> Optional.of(remediation(level));
      case Resolved _, Suppressed _ -> Optional.empty();
    };
  }

  /** The requirement, and what kind of instant the count began at where that is not plain. */
  private String basis() {
    return switch (baseline().from()) {
      case ACTIVITY, AUTHENTICATION, PASSWORD_RESET, PORTAL_USE -> inBrackets(control());
      case LINK_SENT ->
          " (PCI DSS %s, counted since a link was mailed)".formatted(control().requirement());
      case FIRST_SIGN_IN ->
          " (PCI DSS %s, counted since the first sign-in)".formatted(control().requirement());
      case CREATION -> " (PCI DSS %s, counted since creation)".formatted(control().requirement());
      case COVERAGE ->
          " (PCI DSS %s, counted since coverage began)".formatted(control().requirement());
    };
  }

  private Optional<String> countedFrom() {
    return switch (baseline().from()) {
      case ACTIVITY, AUTHENTICATION, PORTAL_USE -> Optional.empty();
      case LINK_SENT ->
          Optional.of(
              "Counted since a link to set a password was mailed at %s, which the policy takes for a reset; no event shows whether it was followed."
                  .formatted(text(since())));
      case FIRST_SIGN_IN ->
          Optional.of(
              "Counted since the first sign-in at %s, which was by a mailed code; the user had to set a password then."
                  .formatted(text(since())));
      case PASSWORD_RESET ->
          Optional.of(
              "Counted since an administrator reset the password at %s; a forgotten password that the user replaced leaves no event."
                  .formatted(text(since())));
      case CREATION -> Optional.of(countedFromCreation());
      case COVERAGE ->
          Optional.of(
              "Counted since %s, from when on the feed was listened to without a gap; what happened before is not known."
                  .formatted(text(since())));
    };
  }

  /** Over which gaps it counts: their time is not part of the count. */
  private Optional<String> unobserved() {
    List<Span> gaps = transition.unobserved(transition.asOf());
    if (gaps.isEmpty()) {
      return Optional.empty();
    }
    Duration time = transition.observed().unobserved(since(), transition.asOf());
    int more = gaps.size() - MOST_GAPS;
    return Optional.of(
        "The feed was not observed for %s hours of the time since then, which are not counted: %s%s."
            .formatted(
                Age.inHours(time),
                gaps.stream()
                    .limit(MOST_GAPS)
                    .map(gap -> text(gap.from()) + " to " + text(gap.to()))
                    .collect(Collectors.joining(", ")),
                more > 0 ? ", and " + more + " more" : ""));
  }

  final UserTransition transition() {
    return transition;
  }

  /** The user's name in sentences. */
  final String who() {
    return who;
  }

  final String limit() {
    return text(transition.reaching(thresholds.breach()));
  }

  final Age age() {
    return Age.of(transition, thresholds);
  }

  final Instant since() {
    return baseline().since();
  }

  /** True if it is only known for the time in which the feed was listened to. */
  final boolean watched() {
    return baseline().from() == Baseline.From.COVERAGE;
  }

  /** A remark that the directory alone says when the user was created, if it does. */
  final String asTheDirectorySays() {
    boolean byDirectory =
        baseline().proof().filter(proof -> proof.source() == Proof.Source.DIRECTORY).isPresent();
    return byDirectory ? ", as the directory says" : "";
  }

  private Control control() {
    return transition.finding().control();
  }

  private Baseline baseline() {
    return transition.finding().baseline();
  }
}
