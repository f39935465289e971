package ninety.local.demo;

/** The demo cannot go on. The message says why and what to do; nobody needs the stack. */
final class DemoFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  DemoFailed(String message) {
    super(message);
  }
}
