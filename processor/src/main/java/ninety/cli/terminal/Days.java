package ninety.cli.terminal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Days in UTC, which are what people go by where no hour matters. */
public final class Days {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Days() {}

  public static String of(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** To the minute, for a column that has no more room: {@code 2026-06-01 08:14Z}. */
  public static String minute(Instant instant) {
    return MINUTE.format(instant);
  }

  /** The day, or a dash. */
  public static String of(Optional<Instant> instant) {
    return instant.map(Days::of).orElse("-");
  }
}
