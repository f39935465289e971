package ninety.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A message of a queue of what was given up.
 *
 * @param id the queue's own, the same each time that it is received
 * @param handle by which this receipt of it can be deleted or released
 * @param sent when it came into the queue
 * @param attributes what the sender said about it, as texts
 * @param text the body
 */
public record Letter(
    String id, String handle, Instant sent, Map<String, String> attributes, String text) {

  /** Why it was given up: an attribute of our own dead letters. */
  public static final String REASON = "reason";

  /** From which shard it came: an attribute of our own dead letters. */
  public static final String SHARD = "shard";

  /** When it was first given up, where it was sent anew since; ISO 8601. */
  public static final String SINCE = "since";

  /** EventBridge's reason (user guide, Using dead-letter queues to process undelivered events). */
  public static final String ERROR_CODE = "ERROR_CODE";

  /** Where EventBridge could not deliver it. */
  public static final String TARGET_ARN = "TARGET_ARN";

  public Letter {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** Why it was given up, in the sender's word; empty where it says none, as an alert. */
  public Optional<String> reason() {
    return attribute(REASON).or(() -> attribute(ERROR_CODE));
  }

  public Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name)).filter(text -> !text.isBlank());
  }

  /** Since when it is given up: a later try that failed too makes it no younger. */
  public Instant since() {
    try {
      return attribute(SINCE).map(Instant::parse).filter(it -> it.isBefore(sent)).orElse(sent);
    } catch (java.time.DateTimeException unreadable) {
      return sent;
    }
  }

  public Duration age(Instant now) {
    Duration age = Duration.between(since(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** The attributes under which it is sent anew, for another reason. */
  public SortedMap<String, String> attributesFor(String reason) {
    SortedMap<String, String> changed = new TreeMap<>(attributes);
    changed.put(REASON, reason);
    changed.put(SINCE, since().toString());
    return changed;
  }
}
