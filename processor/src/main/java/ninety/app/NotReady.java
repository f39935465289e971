package ninety.app;

/** Work cannot begin, since something that it needs is missing or not as it has to be. */
public final class NotReady extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Check.Failed failed;

  NotReady(Check.Failed failed) {
    super(failed.diagnosis().text());
    this.failed = failed;
  }

  public Check.Failed failed() {
    return failed;
  }
}
