package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Events that could not be delivered: from when the first was found until the queue had no more of
 * which anybody has to worry.
 *
 * @param noticed when the first was found
 * @param since how far back the events go, as it was known then
 * @param sent when those that are left were given up, as spans, also such as nobody has to worry
 *     about; one is longer than need be where not every message was seen
 * @param seen when the queue was last looked at, while anything was left in it
 * @param lost whether some expired
 * @param ended how it ended; empty while it goes on
 */
public record Doubt(
    Instant noticed,
    Instant since,
    List<Span> sent,
    Instant seen,
    boolean lost,
    Optional<How> ended) {

  /**
   * EventBridge tries for so long before it gives an event up (EventBridge user guide, "How
   * EventBridge retries delivering events").
   */
  public static final Duration TRIES = Duration.ofHours(24);

  /**
   * Messages that were given up so close to one another are kept as one span: with the tries before
   * them their events overlap.
   */
  static final Duration APART = Duration.ofHours(1);

  public Doubt {
    sent = Span.joined(sent, APART);
  }

  /** The way in which a doubt ended. */
  public enum How {
    /** The events were all taken out of the queue in time. */
    DELIVERED("delivered"),
    /** Logs were read, or somebody said that nothing was missed. */
    MENDED("mended"),
    /** Some were in the queue for as long as it keeps them. */
    LOST("lost");

    private final String label;

    How(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** The same, over, where only those are left by a later look. */
  Doubt leaving(List<Span> left, Instant looked) {
    return new Doubt(noticed, since, left, looked, lost, ended);
  }

  /** When events may have happened that were given up in this time. */
  static Span events(Span sent) {
    return new Span(sent.from().minus(TRIES), sent.to());
  }

  /** Without those whose events lie in spans that are mended. */
  static List<Span> worrying(List<Span> sent, List<Span> mended) {
    List<Span> covered =
        mended.stream()
            .filter(span -> span.length().compareTo(TRIES) >= 0)
            .map(span -> new Span(span.from().plus(TRIES), span.to()))
            .toList();
    return Span.without(sent, covered);
  }

  /** The instant back to which the events that are left go; empty where all of it is mended. */
  Optional<Instant> from(List<Span> mended) {
    return worrying(sent, mended).stream().findFirst().map(first -> events(first).from());
  }
}
