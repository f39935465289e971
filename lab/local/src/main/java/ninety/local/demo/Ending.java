package ninety.local.demo;

import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What has to be undone, last things first, however the demo ends: by itself, by a failure, or by
 * Ctrl-C, which ends the JVM with exit code 130 when this is through.
 */
final class Ending implements AutoCloseable {

  private final ConcurrentLinkedDeque<Runnable> steps = new ConcurrentLinkedDeque<>();
  private final Thread hook;

  private Ending(Runnable before, Runnable after) {
    this.hook =
        new Thread(
            () -> {
              before.run();
              undo();
              after.run();
            },
            "ending");
  }

  /**
   * Takes charge.
   *
   * @param before done first when a signal ends the demo
   * @param after done last when a signal ends the demo
   */
  static Ending armed(Runnable before, Runnable after) {
    Ending ending = new Ending(before, after);
    Runtime.getRuntime().addShutdownHook(ending.hook);
    return ending;
  }

  void undo(Runnable step) {
    steps.push(step);
  }

  @Override
  public void close() {
    undo();
    if (!underway()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  /** Each step once, even where a signal comes while the demo is ending by itself. */
  private synchronized void undo() {
    for (Runnable step = steps.poll(); step != null; step = steps.poll()) {
      step.run();
    }
  }

  /** Whether the JVM is ending: then all that fails, fails because of it. */
  static boolean underway() {
    Thread probe = new Thread(() -> {}, "probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }
}
