package ninety.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Shows that something takes its time, and how long it took so far. */
final class Progress {

  private static final Duration BEAT = Duration.ofMillis(200);

  private Progress() {}

  /** Does the work, with this line below it meanwhile. */
  static <T> T during(Screen screen, Supplier<String> text, Supplier<T> work) {
    Instant start = Instant.now();
    Thread beat =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (true) {
                  long seconds = Duration.between(start, Instant.now()).toSeconds();
                  screen.progress("%s  %d s".formatted(text.get(), seconds));
                  Thread.sleep(BEAT);
                }
              } catch (InterruptedException over) {
                // Whoever did the work goes on.
              }
            });
    try {
      return work.get();
    } finally {
      beat.interrupt();
      join(beat);
    }
  }

  private static void join(Thread beat) {
    try {
      beat.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
