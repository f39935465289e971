package ninety.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether the consumer shall end, and why; one for the whole process. Safe for all threads. */
final class Stop {

  private final CountDownLatch requested = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

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
    try {
      return requested.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      // The KCL interrupts its threads only when it gives up on them.
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
