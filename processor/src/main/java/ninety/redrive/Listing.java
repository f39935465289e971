package ninety.redrive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import ninety.ingest.Letter;
import ninety.ingest.LetterQueue;

/**
 * The messages of a queue, by reason. Messages are looked at, shown to others again, and never
 * deleted.
 *
 * @param groups messages that are alike, the oldest at the top
 * @param looked how many messages were looked at, those not meant included
 * @param inQueue about how many there are
 */
public record Listing(List<Group> groups, long looked, long inQueue) {

  /**
   * Messages that were given up alike.
   *
   * @param shard of our dead letters, the shard from which they came
   * @param now what is made of them now, in a few words; empty where nothing is
   * @param oldest for how long the oldest has been given up
   */
  public record Group(
      Optional<String> reason,
      Optional<String> shard,
      Optional<String> now,
      long messages,
      Duration oldest) {

    private Group plus(Duration age) {
      return new Group(reason, shard, now, messages + 1, oldest.compareTo(age) < 0 ? age : oldest);
    }
  }

  /** The traits that a group shares, in the order in which groups of one age are listed. */
  private record Key(String reason, String shard, String now) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::reason)
          .thenComparing(Key::shard)
          .thenComparing(Key::now)
          .compare(this, other);
    }
  }

  /**
   * Looks through a queue.
   *
   * @param meaning what is made of a message now
   * @param each takes each message that is meant
   * @param progress hears how many were looked at so far
   */
  public static Listing of(
      LetterQueue queue,
      Selection selection,
      BiFunction<Letter, Instant, Optional<Outcome>> meaning,
      InstantSource clock,
      Consumer<Letter> each,
      LongConsumer progress) {
    SortedMap<Key, Group> groups = new TreeMap<>();
    long looked = 0;
    long taken = 0;
    try (Pass pass = new Pass(queue)) {
      while (taken < selection.atMost()) {
        List<Letter> some = pass.next();
        if (some.isEmpty()) {
          break;
        }
        Instant now = clock.instant();
        for (Letter letter : some) {
          looked++;
          if (taken < selection.atMost() && selection.takes(letter, now)) {
            taken++;
            each.accept(letter);
            add(groups, letter, meaning.apply(letter, now).map(Meaning::words), now);
          }
        }
        progress.accept(looked);
      }
    }
    return new Listing(
        groups.values().stream().sorted(Comparator.comparing(Group::oldest).reversed()).toList(),
        looked,
        queue.size());
  }

  private static void add(
      SortedMap<Key, Group> groups, Letter letter, Optional<String> meaning, Instant now) {
    Optional<String> shard = letter.attribute(Letter.SHARD);
    Key key = new Key(letter.reason().orElse(""), shard.orElse(""), meaning.orElse(""));
    Group begun = new Group(letter.reason(), shard, meaning, 0, Duration.ZERO);
    groups.put(key, groups.getOrDefault(key, begun).plus(letter.age(now)));
  }
}
