package ninety.ingest;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counts of what became of the records since the start. Reasons and kinds only, never users.
 * Safe for all threads.
 */
public final class Counts {

  private final LongAdder received = new LongAdder();
  private final Map<String, LongAdder> observed = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> ignored = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();
  private final LongAdder written = new LongAdder();
  private final LongAdder unchanged = new LongAdder();
  private final LongAdder leftToNewer = new LongAdder();
  private final LongAdder unknownCredentialWords = new LongAdder();

  /**
   * The counts at one time.
   *
   * @param observed by kind of fact
   * @param ignored by reason
   * @param rejected by fault; each of these went to the dead-letter queue
   * @param usersWritten writes to the table, at most one a user and batch
   * @param usersUnchanged users of a batch for whom there was nothing to write
   * @param usersLeftToNewer users whose item a newer version wrote in a format that this one does
   *     not know, so that nothing was written
   * @param unknownCredentialWords words of sign-ins' credentials that are none that is known: a new
   *     kind of credential, of which it is not known whether it is a second factor
   */
  public record Tally(
      long received,
      SortedMap<String, Long> observed,
      SortedMap<String, Long> ignored,
      SortedMap<String, Long> rejected,
      long usersWritten,
      long usersUnchanged,
      long usersLeftToNewer,
      long unknownCredentialWords) {}

  void received() {
    received.increment();
  }

  /**
   * Counts a record that is passed over before it could move anything.
   *
   * @param reason its label
   */
  public void passedOver(String reason) {
    received();
    ignored(reason);
  }

  /** Counts what was counted apart. */
  public void add(Tally apart) {
    received.add(apart.received());
    apart.observed().forEach((kind, number) -> add(observed, kind, number));
    apart.ignored().forEach((reason, number) -> add(ignored, reason, number));
    apart.rejected().forEach((fault, number) -> add(rejected, fault, number));
    written.add(apart.usersWritten());
    unchanged.add(apart.usersUnchanged());
    leftToNewer.add(apart.usersLeftToNewer());
    unknownCredentialWords.add(apart.unknownCredentialWords());
  }

  void observed(String kind) {
    add(observed, kind);
  }

  void ignored(String reason) {
    add(ignored, reason);
  }

  void rejected(String fault) {
    add(rejected, fault);
  }

  void userWritten() {
    written.increment();
  }

  void userUnchanged() {
    unchanged.increment();
  }

  void userLeftToNewer() {
    leftToNewer.increment();
  }

  void unknownCredentialWords(int words) {
    unknownCredentialWords.add(words);
  }

  public Tally tally() {
    return new Tally(
        received.sum(),
        sums(observed),
        sums(ignored),
        sums(rejected),
        written.sum(),
        unchanged.sum(),
        leftToNewer.sum(),
        unknownCredentialWords.sum());
  }

  private static void add(Map<String, LongAdder> counters, String name) {
    add(counters, name, 1);
  }

  private static void add(Map<String, LongAdder> counters, String name, long number) {
    counters.computeIfAbsent(name, _ -> new LongAdder()).add(number);
  }

  private static SortedMap<String, Long> sums(Map<String, LongAdder> counters) {
    SortedMap<String, Long> sums = new TreeMap<>();
    counters.forEach((name, count) -> sums.put(name, count.sum()));
    return sums;
  }
}
