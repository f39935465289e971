package ninety.cli.process;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.cli.terminal.Metrics;
import ninety.cloudtrail.Decoded;
import ninety.ingest.Counts.Tally;
import ninety.user.Kind;

/** A consumer's counts as metrics: each time what came since the last time. */
public final class TallyMetrics {

  private static final String UNTRUSTED = Decoded.Fault.UNTRUSTED_SOURCE.label();
  private static final String DIRECTORY_CHANGE = Decoded.DirectoryChanged.LABEL;

  private static final String USER_EVENTS = "UserEvents";

  private final Metrics metrics;
  private Tally published;

  public TallyMetrics(Metrics metrics, Tally from) {
    this.metrics = metrics;
    this.published = from;
  }

  public synchronized void publish(Tally now) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("RecordsReceived", now.received() - published.received());
    numbers.put("RecordsObserved", sum(now.observed()) - sum(published.observed()));
    numbers.put("RecordsIgnored", sum(now.ignored()) - sum(published.ignored()));
    numbers.put("RecordsRejected", sum(now.rejected()) - sum(published.rejected()));
    numbers.put("RecordsUntrusted", since(now.rejected(), published.rejected(), UNTRUSTED));
    numbers.put("DirectoryChanges", since(now.observed(), published.observed(), DIRECTORY_CHANGE));
    userEvents(now).forEach(numbers::put);
    numbers.put("UsersWritten", now.usersWritten() - published.usersWritten());
    numbers.put("UsersLeftToNewer", now.usersLeftToNewer() - published.usersLeftToNewer());
    numbers.put(
        "UnknownCredentialWords",
        now.unknownCredentialWords() - published.unknownCredentialWords());
    metrics.publish(numbers);
    published = now;
  }

  /**
   * The counts of facts about users, of all and by kind, 0 too: what dries up is seen by its
   * absence, and a sign of life of the feed must not hide that.
   */
  private Map<String, Long> userEvents(Tally now) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    Kind.OF_EVENTS.forEach(kind ->
        numbers.put(
            USER_EVENTS + camelCase(kind), since(now.observed(), published.observed(), kind)));
    long all = numbers.values().stream().mapToLong(Long::longValue).sum();
    numbers.put(USER_EVENTS, all);
    return numbers;
  }

  /** {@code SignIn} of {@code sign-in}, as Terraform makes it. */
  private static String camelCase(String label) {
    return Stream.of(label.split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static long since(
      SortedMap<String, Long> now, SortedMap<String, Long> before, String label) {
    return now.getOrDefault(label, 0L) - before.getOrDefault(label, 0L);
  }

  private static long sum(SortedMap<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
