package ninety.cli.terminal;

/** The exit codes of every command. */
public final class Exit {

  /** Everything that was asked for is done. */
  public static final int DONE = 0;

  /** The work was tried and did not succeed, or not wholly; the message says what to do. */
  public static final int FAILED = 1;

  /** The call makes no sense: an option is unknown, missing or has no such value. */
  public static final int MISUSED = 2;

  private Exit() {}
}
