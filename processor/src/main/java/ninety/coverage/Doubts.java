package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Events that could not be delivered: each time that there were some, and what was lost of them.
 *
 * <p>A message that is gone was either taken out in time or expired, and SQS does not say which. It
 * expired if it had been there for as long as the queue keeps messages, and if none is left that
 * was sent before it. So it is for those of whose time somebody said that nothing was missed: the
 * word may be taken back when they are gone.
 *
 * @param all the first first; of those that are over only the latest; the last has what is left in
 *     the queue, though nobody has to worry any more
 * @param lost when events may have happened that are lost
 * @param version of what is stored; 0 where nothing is
 */
public record Doubts(List<Doubt> all, List<Span> lost, long version) {

  public static final Doubts NONE = new Doubts(List.of(), List.of(), 0);

  /** Of one that was gone shortly before it would have expired it is believed that it did. */
  static final Duration MARGIN = Duration.ofHours(1);

  /** No look takes so long until it is written. */
  private static final Duration AHEAD = Duration.ofDays(1);

  /** Long enough for each end to be reported. */
  private static final int MOST = 20;

  public Doubts {
    all = List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    lost = Span.joined(lost, Duration.ZERO);
  }

  /** The one that goes on. */
  public Optional<Doubt> open() {
    return all.stream().filter(doubt -> doubt.ended().isEmpty()).findFirst();
  }

  /**
   * The doubts after a look into the queue.
   *
   * @param mended spans of which logs were read, or somebody said that nothing was missed
   */
  public Doubts after(Waiting found, List<Span> mended) {
    if (!all.isEmpty() && isLater(all.getLast(), found)) {
      return this; // Another sweep looked later, and may have seen the end.
    }
    List<Span> before = all.isEmpty() ? List.of() : all.getLast().sent();
    List<Span> gone = until(before, found.earliest().orElse(Instant.MAX), expiry(found));
    List<Span> left = left(before, gone, found);
    List<Span> expired = gone.stream().map(Doubt::events).toList();
    List<Span> losses = Stream.concat(lost.stream(), expired.stream()).toList();
    List<Doubt> doubts = new ArrayList<>(all);
    boolean worrying = !Doubt.worrying(left, mended).isEmpty();
    if (open().isPresent()) {
      doubts.remove(open().get());
      boolean some = !Doubt.worrying(gone, mended).isEmpty();
      doubts.add(next(open().get(), left, worrying, some, found));
    } else if (worrying || (!left.isEmpty() && before.isEmpty())) {
      doubts.add(first(left, worrying, found));
    } else if (!before.isEmpty()) {
      doubts.add(doubts.removeLast().leaving(left, found.at()));
    }
    return new Doubts(doubts, losses, version);
  }

  /**
   * By clocks that may differ. By one that is ahead by more, what was seen is not a reason to
   * overlook what is there now.
   */
  private static boolean isLater(Doubt known, Waiting found) {
    return !known.seen().isBefore(found.at())
        && !(known.ended().isPresent() && known.seen().isAfter(found.at().plus(AHEAD)));
  }

  private static Doubt first(List<Span> left, boolean worrying, Waiting found) {
    return new Doubt(
        found.at(),
        Doubt.events(left.getFirst()).from(),
        left,
        found.at(),
        false,
        worrying ? Optional.empty() : Optional.of(Doubt.How.MENDED));
  }

  private static Doubt next(
      Doubt known, List<Span> left, boolean worrying, boolean lost, Waiting found) {
    boolean some = lost || known.lost();
    Doubt.How end = some ? Doubt.How.LOST : found.none() ? Doubt.How.DELIVERED : Doubt.How.MENDED;
    return new Doubt(
        known.noticed(),
        known.since(),
        left,
        found.at(),
        some,
        worrying ? Optional.empty() : Optional.of(end));
  }

  /**
   * Those that are in the queue, as far as one can know. Who sees none of them comes while somebody
   * else looks, and the next look says more.
   */
  private static List<Span> left(List<Span> before, List<Span> gone, Waiting found) {
    List<Span> seen = found.sent().stream().map(at -> new Span(at, at)).toList();
    if (found.complete()) {
      return Span.joined(seen, Doubt.APART);
    }
    Stream<Span> since =
        found.earliest().filter(found.at()::isAfter).stream()
            .map(earliest -> new Span(earliest, found.at()));
    return Span.joined(
        Stream.concat(Span.without(before, gone).stream(), since).toList(), Doubt.APART);
  }

  private static Instant expiry(Waiting found) {
    // Where messages are there and none was seen, any may be one of those.
    Duration margin = found.none() || !found.sent().isEmpty() ? MARGIN : Duration.ZERO;
    return found.at().minus(found.kept()).plus(margin);
  }

  /** The part that was sent before both instants. */
  private static List<Span> until(List<Span> sent, Instant one, Instant other) {
    Instant end = one.isBefore(other) ? one : other;
    return sent.stream()
        .filter(span -> span.from().isBefore(end))
        .map(span -> new Span(span.from(), span.to().isBefore(end) ? span.to() : end))
        .toList();
  }

  public Doubts withVersion(long stored) {
    return new Doubts(all, lost, stored);
  }
}
