package ninety.user;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Ids that are made of what they name: UUIDs of version 5 (RFC 9562), so that whoever decides the
 * same thing again gets the same id.
 */
public final class NamedId {

  private static final NameBasedGenerator NAMES =
      Generators.nameBasedGenerator(
          Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_URL)
              .generate("urn:ninety:finding"));

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The number of digits of an id that a person can type. */
  private static final int SHORT = 8;

  private NamedId() {}

  /** The id of the parts, joined by {@code |}. */
  public static UUID of(String... parts) {
    return NAMES.generate(String.join("|", parts));
  }

  /** The first eight digits of the id of the parts, which a person can type. */
  public static String shortOf(String... parts) {
    return of(parts).toString().substring(0, SHORT);
  }

  /** The id of a part of what has an id itself, such as a step of a finding. */
  public static UUID within(UUID whole, String part) {
    return Generators.nameBasedGenerator(whole).generate(part);
  }

  /** The instant as it stands in a name: in UTC, with three digits of the second. */
  public static String text(Instant instant) {
    return MILLIS.format(instant);
  }
}
