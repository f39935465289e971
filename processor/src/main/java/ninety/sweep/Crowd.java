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
import ninety.finding.UnreadableItem;
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
   * The outcome of all calls.
   *
   * @param failed users on whom it failed; they are left for the next sweep
   * @param unreadable those besides whose items cannot be read
   */
  record Outcome<T>(List<T> results, int failed, List<UnreadableItem> unreadable) {}

  /**
   * Waits until it has ended for all. A user on whom it fails does not keep it from the others.
   * Failing on all of several is another matter: that is not about a user, and is thrown; unless
   * their items cannot be read, which is about nobody else.
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
    List<UnreadableItem> unreadable = new ArrayList<>();
    for (Future<Optional<T>> ended : running) {
      try {
        ended.get().ifPresent(results::add);
      } catch (ExecutionException broken) {
        switch (broken.getCause()) {
          case UnreadableItem item -> unreadable.add(item);
          case RuntimeException cause -> failures.add(cause);
          case null, default -> failures.add(new IllegalStateException(broken));
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        failures.add(new IllegalStateException(interrupted));
      }
    }
    int readable = running.size() - unreadable.size();
    if (readable > 1 && failures.size() == readable) {
      throw failures.getFirst();
    }
    failures.forEach(
        failure -> LOG.warn("One user is left for the next sweep: {}", failure.toString()));
    return new Outcome<>(results, failures.size(), unreadable);
  }
}
