package ninety.cli;

/** The exit codes of every command. */
final class Exit {

  /** All that was asked for is done. */
  static final int DONE = 0;

  /** It was tried and did not succeed, or not wholly; the message says what to do. */
  static final int FAILED = 1;

  /** The call makes no sense: an option is unknown, missing or has no such value. */
  static final int MISUSED = 2;

  private Exit() {}
}
