package ninety.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the same for many users at one time, within a bound. */
final class Crowd {

  private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);

  private final Semaphore inFlight;
  private final Supplier<ExecutorService> threads;

  Crowd(int atMost, Supplier<ExecutorService> threads) {
    this.inFlight = new Semaphore(atMost);
    this.threads = threads;
  }

  /**
   * How it ended.
   *
   * @param failed users on whom it failed; they are left for the next sweep
   */
  record Outcome<T>(List<T> results, int failed) {}

  /**
   * Waits until it has ended for all. A user on whom it fails does not keep it from the others.
   * Failing on all of several is another matter: that is not about a user, and is thrown.
   */
  <T> Outcome<T> all(List<Callable<Optional<T>>> calls) {
    List<Future<Optional<T>>> running = new ArrayList<>();
    try (ExecutorService executor = threads.get()) {
      for (Callable<Optional<T>> call : calls) {
        running.add(
            executor.submit(() -> {
              inFlight.acquire();
              try {
                return call.call();
              } finally {
                inFlight.release();
              }
            }));
      }
    }
    List<T> results = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    for (Future<Optional<T>> ended : running) {
      try {
        ended.get().ifPresent(results::add);
      } catch (ExecutionException broken) {
        failures.add(
            broken.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(broken));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        failures.add(new IllegalStateException(interrupted));
      }
    }
    if (running.size() > 1 && failures.size() == running.size()) {
      throw failures.getFirst();
    }
    failures.forEach(
        failure -> LOG.warn("One user is left for the next sweep: {}", failure.toString()));
    return new Outcome<>(results, failures.size());
  }
}
