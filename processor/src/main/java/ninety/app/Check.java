package ninety.app;

/** What came of a look at something that is needed before work can begin. */
public sealed interface Check {

  /** What was looked for, such as {@code users table ninety-users}. */
  String what();

  record Passed(String what) implements Check {}

  /**
   * It is missing, or not as it has to be.
   *
   * @param diagnosis what is wrong with it, and what to do
   */
  record Failed(String what, Diagnosis diagnosis) implements Check {}
}
