package ninety.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import ninety.user.Pace;

/** A clock that stands still but for pauses, and for what it is put forward by. */
final class ManualTime extends Clock implements Pace {

  private final Instant start;
  private Duration elapsed = Duration.ZERO;

  ManualTime(String start) {
    this.start = Instant.parse(start);
  }

  synchronized Duration elapsed() {
    return elapsed;
  }

  @Override
  public synchronized void pause(Duration atLeast) {
    elapsed = elapsed.plus(atLeast);
  }

  @Override
  public Instant instant() {
    return start.plus(elapsed());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
