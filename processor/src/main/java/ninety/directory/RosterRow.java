package ninety.directory;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import ninety.aws.Misconfigured;
import ninety.user.Kind;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Roster;
import ninety.user.UserId;

/**
 * One user of a file.
 *
 * @param fields the text of each column of {@link RosterFile#COLUMNS}; empty where it is not said
 * @param contacts whether e-mail address, manager and department are taken too
 */
record RosterRow(
    Function<String, Optional<String>> fields,
    Instant listedAt,
    long line,
    Complaint complaint,
    boolean contacts) {

  /** The names of the columns in the JSON of the service. */
  private static final Map<String, String> JSON_NAMES =
      Map.of(
          "user_id", "UserId",
          "user_name", "UserName",
          "status", "UserStatus",
          "created_at", "CreatedAt",
          "updated_at", "UpdatedAt",
          "identity_store_id", "IdentityStoreId");

  /** The names of the columns in the predecessor's table. */
  private static final Map<String, String> PREDECESSORS_NAMES =
      Map.of("user_id", "UserId", "user_name", "Username");

  private static final int MOST_SHOWN = 60;

  /** A mistake in a line. */
  interface Complaint {
    Misconfigured of(long line, String why);
  }

  /** Takes the store that a line names. */
  interface Naming {
    void store(String text, long line);
  }

  void addTo(Consumer<Roster.Entry> entries, Naming naming, LongFunction<Proof> proof) {
    fields.apply("identity_store_id").ifPresent(store -> naming.store(store, line));
    String id = fields.apply("user_id").orElseThrow(() -> complaint.of(line, "has no user id"));
    entries.accept(
        new Roster.Entry(
            // AWS writes small letters; spelt otherwise the user would be another, and this one
            // gone
            UserId.parse(id.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> complaint.of(line, "has no user id but " + printable(id))),
            Describing.name(fields.apply("user_name").orElse(null)),
            fields.apply("status").map(this::presence).orElse(Presence.PRESENT),
            time("created_at"),
            time("updated_at"),
            contacts
                ? Optional.of(
                    new Kind.Described(text("email"), text("manager"), text("department")))
                : Optional.empty(),
            proof.apply(line)));
  }

  private Optional<String> text(String field) {
    return fields.apply(field).map(Describing::bounded);
  }

  /** Words that are not known are refused: a guess would be a false "compliant" or an alarm. */
  private Presence presence(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "ENABLED" -> Presence.ENABLED;
      case "DISABLED" -> Presence.DISABLED;
      default ->
          throw complaint.of(
              line, "has a status that is not ENABLED or DISABLED: " + printable(word));
    };
  }

  /** A user who was changed after the list was made shows that it was made later. */
  private Optional<Instant> time(String field) {
    Optional<Instant> time = fields.apply(field).map(this::instant);
    time.filter(it -> it.isAfter(listedAt.plus(Proof.CLOCK_TOLERANCE)))
        .ifPresent(it -> {
          throw complaint.of(
              line, "has %s %s, after the list was made (%s)".formatted(field, it, listedAt));
        });
    return time.filter(it -> !it.isAfter(listedAt));
  }

  /** ISO 8601, or seconds since 1970 with a fraction, as the command line of AWS prints either. */
  private Instant instant(String text) {
    try {
      Instant instant =
          text.matches("[0-9]{1,11}([.][0-9]{1,20})?(E[0-9]{1,2})?")
              ? Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000))
              : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
      return instant.truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException notOne) {
      throw complaint.of(line, "has no time such as 2026-06-01T08:14:27Z but " + printable(text));
    }
  }

  static Optional<String> ofJson(JsonNode user, String column) {
    String name = JSON_NAMES.get(column);
    JsonNode extension = user.path("Extensions").path(Describing.ENTERPRISE);
    JsonNode value =
        switch (column) {
          case "email" -> email(user.path("Emails"));
          case "manager" -> manager(extension.path("manager"));
          case "department" -> extension.path("department");
          default -> user.path(name == null ? "" : name);
        };
    return value.isValueNode() && !value.isNull() ? present(value.asText()) : Optional.empty();
  }

  private static JsonNode email(JsonNode emails) {
    for (JsonNode email : emails) {
      if (email.path("Primary").asBoolean()) {
        return email.path("Value");
      }
    }
    return emails.path(0).path("Value");
  }

  private static JsonNode manager(JsonNode manager) {
    return manager.isObject()
        ? manager.has("displayName") ? manager.path("displayName") : manager.path("value")
        : manager;
  }

  static Optional<String> ofPredecessor(JsonNode item, String column) {
    String name = PREDECESSORS_NAMES.get(column);
    return name == null ? Optional.empty() : present(item.path(name).path("S").asText());
  }

  static Optional<String> ofCsv(NamedCsvRecord row, String column) {
    return row.getHeader().stream()
        .filter(header -> header.strip().equalsIgnoreCase(column))
        .findFirst()
        .map(row::getField)
        .flatMap(RosterRow::present);
  }

  private static Optional<String> present(String text) {
    return Optional.of(text.strip()).filter(it -> !it.isEmpty());
  }

  /** Text from outside, bounded and without what could steer a terminal. */
  static String printable(String text) {
    String visible = text.replaceAll("\\p{C}", "?");
    return visible.length() <= MOST_SHOWN ? visible : visible.substring(0, MOST_SHOWN) + "…";
  }
}
