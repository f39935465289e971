package ninety.app;

/** The outcome of a look at something that is needed before work can begin. */
public sealed interface Check {

  /** The thing that was looked for, such as {@code users table ninety-users}. */
  String what();

  record Passed(String what) implements Check {}

  /**
   * The thing is missing, or not as it has to be.
   *
   * @param diagnosis what is wrong with it, and what to do
   */
  record Failed(String what, Diagnosis diagnosis) implements Check {}
}
