package ninety.wording;

import static ninety.wording.Wording.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Covered;
import ninety.finding.Notice;
import ninety.finding.Notice.Exempted;
import ninety.finding.Notice.ExemptionEnded;
import ninety.finding.Notice.ExemptionRemoved;
import ninety.user.Author;
import ninety.user.Caller;

/**
 * The words for an exemption that is added, taken back or over.
 *
 * @param who how the user or the pattern is called
 */
public record ExemptionWording(Notice.OfExemption step, String who) implements Wording {

  private static final String REQUIREMENTS = "(PCI DSS 8.2.6, 8.3.9)";

  @Override
  public String message() {
    Exemption exemption = step.exemption();
    return switch (step) {
      case Exempted _ ->
          "%s is exempt until %s by exemption %s, which covered %s when it was added %s."
              .formatted(
                  subject(),
                  text(exemption.until()),
                  id(),
                  counted(exemption.covered()),
                  REQUIREMENTS);
      case ExemptionRemoved(_, var removal, _) ->
          "Exemption %s of %s was removed at %s, when it covered %s %s."
              .formatted(
                  id(),
                  object(),
                  text(removal.author().at()),
                  counted(removal.covered()),
                  REQUIREMENTS);
      case ExemptionEnded _ ->
          "Exemption %s of %s ended at %s; it covered %s when it was added %s."
              .formatted(
                  id(),
                  object(),
                  text(exemption.until()),
                  counted(exemption.covered()),
                  REQUIREMENTS);
    };
  }

  @Override
  public List<String> details() {
    Exemption exemption = step.exemption();
    List<String> details = new ArrayList<>();
    if (step instanceof ExemptionRemoved(_, var removal, _)) {
      details.add(
          "%s removed it at %s; reason: %s"
              .formatted(
                  person(removal.author().by()),
                  text(removal.author().at()),
                  AgeWording.reason(removal.reason()).inProse()));
      details.add(caller(removal.author()));
    }
    details.add(
        "%s added it at %s until %s; owner: %s; reason: %s"
            .formatted(
                person(exemption.added().by()),
                text(exemption.added().at()),
                text(exemption.until()),
                person(exemption.owner()),
                AgeWording.reason(exemption.reason()).inProse()));
    details.add(caller(exemption.added()));
    details.add(
        switch (step) {
          case Exempted _ ->
              "The users are not held to inactivity and password age. A sign-in of a disabled or"
                  + " deleted user is reported all the same.";
          case ExemptionRemoved _, ExemptionEnded _ ->
              "The users are held to inactivity and password age again, counted as if there had"
                  + " been no exemption.";
        });
    if (exemption.who().open()) {
      details.add(
          "It is for a pattern of names, and covers users too that are made or renamed after they"
              + " were counted.");
    }
    return details;
  }

  @Override
  public Optional<String> remediation() {
    return switch (step) {
      case Exempted _ ->
          Optional.of(
              "Ask the owner whether this was agreed. If it was not, take it back: ninety exempt"
                  + " remove %s --reason TEXT.".formatted(id()));
      case ExemptionRemoved _, ExemptionEnded _ -> Optional.empty();
    };
  }

  private String id() {
    return Phrase.of(step.exemption().id(), Exemption.LONGEST_NAME).inProse();
  }

  private String subject() {
    return step.exemption().who().open()
        ? "Every user whose name fits %s".formatted(who)
        : "User %s".formatted(who);
  }

  private String object() {
    return step.exemption().who().open()
        ? "every user whose name fits %s".formatted(who)
        : "user %s".formatted(who);
  }

  private static String counted(Optional<Covered> covered) {
    return covered
        .map(it -> "%d of %d known users".formatted(it.users(), it.known()))
        .orElse("users that were not counted");
  }

  public static String caller(Author author) {
    return author
        .caller()
        .map(caller ->
            switch (caller) {
              case Caller.Known(var arn) ->
                  "AWS says that the caller was %s.".formatted(caller(arn).inProse());
              case Caller.Unknown(var reason) ->
                  "The caller is unknown, since AWS was asked and did not say: %s."
                      .formatted(caller(reason).inProse());
            })
        .orElse("The caller is unknown: the version of ninety that stored this did not ask AWS.");
  }

  /** An ARN, or why there is none. */
  public static Phrase caller(String text) {
    return Phrase.of(text, Exemption.LONGEST_CALLER);
  }

  static String person(String name) {
    return AgeWording.owner(name).inProse();
  }
}
