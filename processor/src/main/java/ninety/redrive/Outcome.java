package ninety.redrive;

/** The outcome of a message that was brought again. */
public sealed interface Outcome {

  /**
   * The message is settled: all that it says is where it belongs, or is known to concern nobody.
   *
   * @param as what it turned out to be, in a few words, such as {@code observed sign-in}
   */
  record Arrived(String as) implements Outcome {}

  /**
   * The message failed again, for this reason.
   *
   * @param reason one of a few words
   */
  record Failed(String reason, String detail) implements Outcome {}

  /**
   * The message cannot be brought back by this; a person has to look at it.
   *
   * @param reason one of a few words
   */
  record Unfit(String reason, String detail) implements Outcome {}

  /**
   * Not now: the table or the stream takes nothing. The same can be tried again.
   *
   * @param fault what was in the way
   */
  record Later(String fault) implements Outcome {}
}
