package ninety.wording;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import ninety.finding.FeedTransition;
import ninety.finding.Notice;
import ninety.finding.UserTransition;
import ninety.policy.Control;
import ninety.user.DirectoryWord;

/** The words of an alert for people: English sentences that claim no more than the facts do. */
public interface Wording {

  /** The alert in one sentence. */
  String message();

  /** The evidence for the verdict, and what it does not cover. */
  List<String> details();

  /** A sentence on what to do; empty where nothing is left to do. */
  Optional<String> remediation();

  /**
   * The words for a step of a finding about a user.
   *
   * @param who how the user is called
   */
  static Wording of(UserTransition transition, String who) {
    return ControlWording.of(transition.finding().control()).steps().apply(transition, who);
  }

  /** The words for a step of a finding about the feed. */
  static Wording of(FeedTransition transition) {
    return new FeedWording(transition);
  }

  /**
   * The words for a step of an exemption.
   *
   * @param who how the user or the pattern is called
   */
  static Wording of(Notice.OfExemption step, String who) {
    return new ExemptionWording(step, who);
  }

  static String inBrackets(Control control) {
    return " (PCI DSS " + control.requirement() + ")";
  }

  /**
   * The directory's word on the user, as half a sentence.
   *
   * @param status the one that was to be confirmed
   */
  static String directory(DirectoryWord directory, String status) {
    return switch (directory) {
      case DirectoryWord.Reported(var presence, _, _, var proof) ->
          "the directory reported the user as %s at %s"
              .formatted(
                  switch (presence) {
                    case ENABLED -> "enabled";
                    case DISABLED -> "disabled";
                    case GONE -> "deleted";
                    case PRESENT -> "present";
                  },
                  text(proof.time()));
      case DirectoryWord.Unavailable(var reason) when reason.asked() ->
          "the directory did not say whether the user is still %s (%s)"
              .formatted(status, reason.label());
      case DirectoryWord.Unavailable _ ->
          "the directory was not asked whether the user is still " + status;
    };
  }

  /** Whole seconds are enough for people. Cut, not rounded, so that no limit comes out later. */
  static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
