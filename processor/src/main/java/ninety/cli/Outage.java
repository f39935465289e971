package ninety.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import ninety.cli.terminal.TextTable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps the errors of libraries from the log, of which an outage makes hundreds, each as long as a
 * stack trace in words. One line a minute of ours says how many there were and how the latest
 * begins. What is wrong for good, our own code says by itself.
 */
final class Outage extends TurboFilter {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private static final int MOST_CHARACTERS = 200;

  private final LongSupplier nanoTime;
  private final AtomicLong last;
  private final AtomicLong kept = new AtomicLong();

  /**
   * @param nanoTime as of {@link System#nanoTime}
   */
  Outage(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.last = new AtomicLong(nanoTime.getAsLong() - MINUTE);
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      ch.qos.logback.classic.Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    boolean asked = format == null && thrown == null;
    boolean off = logger.getEffectiveLevel().equals(Level.OFF);
    if (asked
        || off
        || !level.isGreaterOrEqual(Level.ERROR)
        || logger.getName().startsWith("ninety")) {
      return FilterReply.NEUTRAL;
    }
    kept.incrementAndGet();
    long now = nanoTime.getAsLong();
    long before = last.get();
    if (now - before >= MINUTE && last.compareAndSet(before, now)) {
      LOG.warn(
          "Errors that libraries logged since the last such line: {}; the latest, of {}: {}"
              + " (--log-level debug shows all)",
          kept.getAndSet(0),
          logger.getName().substring(logger.getName().lastIndexOf('.') + 1),
          beginning(String.valueOf(MessageFormatter.arrayFormat(format, parameters).getMessage())));
    }
    return FilterReply.DENY;
  }

  private static String beginning(String message) {
    String line = TextTable.printable(message.lines().findFirst().orElse(""));
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }
}
