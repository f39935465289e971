package ninety.finding;

import ninety.user.Kind.Presence;
import ninety.user.Proof;

/** What is known from the directory itself when something is told about a user. */
public sealed interface Verification {

  /**
   * The directory was asked.
   *
   * @param said its own word, which the user record need not have: see the sweep's {@code UserPass}
   */
  record Verified(Presence said, Proof answer) implements Verification {}

  /**
   * The directory was not asked, or gave no answer.
   *
   * @param reason one of a few words, such as {@code not-configured} or {@code throttled}
   */
  record Unverified(String reason) implements Verification {}
}
