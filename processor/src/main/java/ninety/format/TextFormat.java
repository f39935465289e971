package ninety.format;

import java.util.Optional;
import java.util.regex.Pattern;
import ninety.exemption.Exemption;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.FeedTransition;
import ninety.finding.Notice;
import ninety.finding.Transition;
import ninety.finding.UserTransition;
import ninety.wording.AttestationWording;
import ninety.wording.DoubtWording;
import ninety.wording.IdentitySourceWording;
import ninety.wording.Phrase;
import ninety.wording.PopulationWording;
import ninety.wording.State;
import ninety.wording.TamperingWording;
import ninety.wording.Wording;

/**
 * Alerts as one line for people, for queues that feed a chat: how severe, what, and the user's id.
 *
 * <p>Which chat it is, and what it makes of markup, is not known here. So a name shows letters,
 * digits and a few signs that mean nothing to any of them; every other character is a question
 * mark.
 */
public final class TextFormat implements AlertFormat {

  /** Of a line, in UTF-16 units. */
  private static final int LONGEST = 300;

  private static final int LONGEST_NAME = 64;

  /**
   * The characters that are left out of names: Slack's and Teams' markup, links, mentions, emoji,
   * quotes, control characters and marks that pile up. An underscore or an at sign stays between
   * two letters or digits, where it neither slants nor mentions.
   */
  private static final Pattern UNFIT =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])[_@]|[_@](?![\\p{L}\\p{N}])|[^\\p{L}\\p{N}\\p{Mc}\\p{Mn} .,'+_@-]"
              + "|(?<=[\\p{Mn}\\p{Mc}]{3})[\\p{Mn}\\p{Mc}]");

  @Override
  public Optional<Alert> compose(Transition transition) {
    return Optional.of(Alert.of(transition, body(transition)));
  }

  private static String body(Transition transition) {
    return switch (transition) {
      case UserTransition step -> line(State.of(step.step()), message(step));
      case FeedTransition step -> line(State.of(step.step()), Wording.of(step).message());
      case Notice.OfExemption step -> line(State.of(step), message(step));
      case Notice.OfAttestation step ->
          line(State.of(step), new AttestationWording(step).message());
      case Notice.OfDoubt step -> line(State.of(step), new DoubtWording(step).message());
      case Notice.IdentitySourceChanged step ->
          line(State.IDENTITY_SOURCE_CHANGED, new IdentitySourceWording(step).message());
      case Notice.OfPopulation step -> line(State.of(step), new PopulationWording(step).message());
      case Notice.OfTampering step -> line(State.of(step), new TamperingWording(step).message());
    };
  }

  private static String message(UserTransition step) {
    String id = step.user().id().value();
    Optional<String> name = Phrase.name(step).map(TextFormat::plain);
    String message = Wording.of(step, name.orElse(id)).message();
    return name.isPresent() ? message + " Id " + id : message;
  }

  /** A pattern is not shown: a star is markup, and in its place would be another sign of it. */
  private static String message(Notice.OfExemption step) {
    Exemption.Who who = step.exemption().who();
    return Wording.of(
            step,
            switch (who) {
              case Exemption.Who.ById(var id) -> id.value();
              case Exemption.Who.ByName(var pattern) ->
                  who.open() ? "a pattern" : plain(Phrase.of(pattern, LONGEST_NAME));
            })
        .message();
  }

  private static String line(State state, String message) {
    return Phrase.of(state.severity + ": " + message, LONGEST).inProse();
  }

  /** In quotes, which the name itself cannot have: where it ends is plain. */
  private static String plain(Phrase name) {
    String fit = UNFIT.matcher(Phrase.of(name.exact(), LONGEST_NAME).exact()).replaceAll("?");
    return '"' + fit + '"';
  }
}
