package ninety.wording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;
import ninety.finding.UserTransition;
import ninety.user.Register;

/**
 * Text from outside, made fit to be sent. Names, owners and reasons come from people and other
 * systems, and nobody has checked them.
 *
 * @param exact for machines: as it came, but for its length and what is not text
 */
public record Phrase(String exact) {

  private static final int LONGEST_OWNER = 128;
  private static final int LONGEST_REASON = 500;

  /** Identity Store API reference, {@code UserName}: at most 128 characters. */
  private static final int LONGEST_NAME = 128;

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  /** Of who answers for something. */
  public static Phrase owner(String owner) {
    return of(owner, LONGEST_OWNER);
  }

  /** Of the reason that somebody gave. */
  public static Phrase reason(String reason) {
    return of(reason, LONGEST_REASON);
  }

  /** Bounds a text, whose rest is cut: it must not make an alert too large for its queue. */
  public static Phrase of(String text, int longest) {
    // A lone surrogate is not text: SQS refuses it, and the finding would never be reported.
    String valid = new String(text.getBytes(UTF_8), UTF_8);
    return new Phrase(
        valid.codePointCount(0, valid.length()) <= longest
            ? valid
            : valid.substring(0, valid.offsetByCodePoints(0, longest - 1)) + "…");
  }

  /** The user's name as it was known at the transition; empty where it was not. */
  public static Optional<Phrase> name(UserTransition transition) {
    return transition
        .user()
        .name()
        .map(Register::value)
        .filter(text -> !text.isBlank())
        .map(text -> of(text, LONGEST_NAME));
  }

  /** For people: in a sentence, a line break or a change of direction could feign another one. */
  public String inProse() {
    return INVISIBLE.matcher(exact).replaceAll("?");
  }
}
