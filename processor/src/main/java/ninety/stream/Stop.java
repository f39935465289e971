package ninety.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The wish that the consumer ends, and why; one for the whole process. Since whoever waits has to
 * look at that, waiting is here too. Safe for all threads.
 */
final class Stop {

  private final CountDownLatch requested = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Passing time;

  Stop() {
    this(CountDownLatch::await);
  }

  /**
   * @param time how it passes
   */
  Stop(Passing time) {
    this.time = time;
  }

  /** The passing of time: by the machine's clock, or in a simulation. */
  interface Passing {
    /** Waits for the latch; false where it is still closed after this time. */
    boolean await(CountDownLatch latch, long timeout, TimeUnit unit) throws InterruptedException;
  }

  void request() {
    requested.countDown();
  }

  /** Ends the consumer for something that a person has to see to; the first failure is kept. */
  void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
    request();
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Waits; true, and at once, when the consumer shall end. */
  boolean pause(Duration atMost) {
    return await(requested, atMost);
  }

  /** Waits, also when the consumer shall end. */
  void sitOut(Duration pause) {
    await(new CountDownLatch(1), pause);
  }

  private boolean await(CountDownLatch latch, Duration atMost) {
    try {
      return time.await(latch, atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      // The KCL interrupts its threads only when it gives up on them.
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
