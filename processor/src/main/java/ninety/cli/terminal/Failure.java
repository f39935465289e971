package ninety.cli.terminal;

import io.vavr.collection.Seq;
import ninety.app.Diagnosis;

/** The end of a command: one sentence for the person who called it, or one for each mistake. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  private Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The work was tried and did not succeed. */
  public static Failure failed(String message) {
    return new Failure(Exit.FAILED, Diagnosis.sentence(message));
  }

  /** The call makes no sense, for all of these reasons; each becomes one line. */
  public static Failure misused(Seq<String> mistakes) {
    return new Failure(
        Exit.MISUSED, mistakes.map(TextTable::printable).map(Diagnosis::sentence).mkString("\n"));
  }

  public int exitCode() {
    return exitCode;
  }
}
