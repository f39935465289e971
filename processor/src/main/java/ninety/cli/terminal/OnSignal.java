package ninety.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that runs until it is asked to end do so in order. A JVM that got SIGTERM or
 * SIGINT ends with a code of its own, 143 or 130, even when all went well; this ends it with the
 * command's.
 */
public final class OnSignal implements AutoCloseable {

  private final Duration lastWords;
  private final Thread hook;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int exitCode = Exit.FAILED;

  /**
   * From now on a signal calls this, and then waits for {@link #close}.
   *
   * <p>ECS waits for 120 s at the most and then kills: all waiting together has to stay well below.
   *
   * @param askToEnd makes the command's work end; may wait for it
   * @param lastWords for what the command does after that: the rest of its work, and printing
   */
  public OnSignal(Runnable askToEnd, Duration lastWords) {
    this.lastWords = lastWords;
    hook = new Thread(() -> endInOrder(askToEnd), "on-signal");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The work was ended in order. */
  public void done() {
    exitCode = Exit.DONE;
  }

  private void endInOrder(Runnable askToEnd) {
    askToEnd.run();
    try {
      if (ended.await(lastWords.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException signalled) {
      org.slf4j.LoggerFactory.getLogger(OnSignal.class).debug("Ending on a signal");
    }
  }
}
