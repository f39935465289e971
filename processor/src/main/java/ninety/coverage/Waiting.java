package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The events that were found in the queue of those that EventBridge gave up.
 *
 * @param messages how many there are, approximately
 * @param sent when those that were seen had been given up
 * @param kept how long the queue keeps a message
 * @param at when it was looked at
 */
public record Waiting(long messages, List<Instant> sent, Duration kept, Instant at) {

  public Waiting {
    sent = sent.stream().sorted().toList();
  }

  boolean none() {
    return messages == 0 && sent.isEmpty();
  }

  /** True if every one was seen. */
  boolean complete() {
    return sent.size() >= messages;
  }

  Optional<Instant> earliest() {
    return sent.stream().min(Comparator.naturalOrder());
  }
}
