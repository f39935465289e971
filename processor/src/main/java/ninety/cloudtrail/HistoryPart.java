package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time of an account and Region as CloudTrail's event history has it. Its times are whole
 * seconds, and both ends count.
 *
 * @param account of twelve digits
 */
public record HistoryPart(String account, String region, Instant from, Instant to) {

  /** What a record is that was answered. */
  public sealed interface Answered {
    /**
     * A record that was asked for.
     *
     * @param json one line
     */
    record Asked(String json) implements Answered {}

    /** No JSON, or no object; it is the decoder's to say so. */
    record Unreadable() implements Answered {}

    /** Not of this part, so that nothing is known of what the answer leaves out. */
    record Foreign(String why) implements Answered {}
  }

  public HistoryPart {
    from = from.truncatedTo(ChronoUnit.SECONDS);
    Instant second = to.truncatedTo(ChronoUnit.SECONDS);
    to = second.equals(to) ? to : second.plusSeconds(1);
  }

  public String place() {
    return account + "/" + region;
  }

  /** The name under which it is read, and named where it cannot be. */
  public LogFile file() {
    return new LogFile("event-history/%s/%s--%s".formatted(place(), from, to), 0);
  }

  /**
   * Looks whether a record is of this account, Region and time, and of the event that was asked
   * for. {@code recipientAccountId} may be missing from a record (older versions have none).
   *
   * @param eventId that the answer gives it
   */
  public Answered check(String eventName, @Nullable String eventId, @Nullable String record) {
    return Optional.ofNullable(record)
        .flatMap(text -> RecordReader.parsed(text.getBytes(UTF_8)).toJavaOptional())
        .filter(JsonNode::isObject)
        .map(tree -> check(eventName, eventId, new CloudTrailRecord(tree)))
        .orElseGet(Answered.Unreadable::new);
  }

  private Answered check(String eventName, @Nullable String eventId, CloudTrailRecord record) {
    if (record.text("recipientAccountId").filter(it -> !it.equals(account)).isPresent()) {
      return new Answered.Foreign("of another account");
    }
    if (record.text("awsRegion").filter(region::equals).isEmpty()) {
      return new Answered.Foreign("of another Region");
    }
    if (record.text("eventName").filter(eventName::equals).isEmpty()) {
      return new Answered.Foreign("of another event");
    }
    if (eventId != null && record.text("eventID").filter(it -> !it.equals(eventId)).isPresent()) {
      return new Answered.Foreign("under the id of another one");
    }
    // One that cannot be read is the decoder's to reject.
    return record
            .text("eventTime")
            .flatMap(HistoryPart::time)
            .filter(it -> !contains(it))
            .isPresent()
        ? new Answered.Foreign("of another time")
        : new Answered.Asked(record.tree().toString());
  }

  private boolean contains(Instant time) {
    Instant second = time.truncatedTo(ChronoUnit.SECONDS);
    return !second.isBefore(from) && !second.isAfter(to);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
