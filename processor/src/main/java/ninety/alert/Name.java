package ninety.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;
import ninety.policy.Transition;
import ninety.user.Register;

/**
 * A user's name, made fit to be sent. Names come from outside, and nobody has checked them.
 *
 * @param exact for machines: as it was known, unless it is no name that the Identity Store allows
 */
record Name(String exact) {

  /** Identity Store API reference, {@code UserName}: at most 128 characters. */
  private static final int LONGEST = 128;

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  /**
   * What is longer than a name can be is cut: it must not make an alert too large for its queue.
   */
  Name {
    // A lone surrogate is no text: SQS refuses it, and the finding would never be told.
    String text = new String(exact.getBytes(UTF_8), UTF_8);
    exact =
        text.codePointCount(0, text.length()) <= LONGEST
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /** The user's name as it was known at the transition; empty where it was not. */
  static Optional<Name> of(Transition transition) {
    return transition
        .user()
        .name()
        .map(Register::value)
        .filter(text -> !text.isBlank())
        .map(Name::new);
  }

  /** For people: in a sentence, a line break or a change of direction could feign another one. */
  String inProse() {
    return printable(exact);
  }

  /** Any text from outside, for people. */
  static String printable(String text) {
    return INVISIBLE.matcher(text).replaceAll("?");
  }
}
