package ninety.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.cloudtrail.Decoded;
import ninety.ingest.Counts.Tally;
import ninety.user.Kind;

/** A consumer's counts as metrics: each time what came since the last time. */
final class TallyMetrics {

  private static final String UNTRUSTED = Decoded.Fault.UNTRUSTED_SOURCE.label();
  private static final String DIRECTORY_CHANGE = Decoded.DirectoryChanged.LABEL;

  private static final String USER_EVENTS = "UserEvents";

  private final Metrics metrics;
  private Tally told;

  TallyMetrics(Metrics metrics, Tally from) {
    this.metrics = metrics;
    this.told = from;
  }

  synchronized void tell(Tally now) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("RecordsReceived", now.received() - told.received());
    numbers.put("RecordsObserved", sum(now.observed()) - sum(told.observed()));
    numbers.put("RecordsIgnored", sum(now.ignored()) - sum(told.ignored()));
    numbers.put("RecordsRejected", sum(now.rejected()) - sum(told.rejected()));
    numbers.put("RecordsUntrusted", since(now.rejected(), told.rejected(), UNTRUSTED));
    numbers.put("DirectoryChanges", since(now.observed(), told.observed(), DIRECTORY_CHANGE));
    userEvents(now).forEach(numbers::put);
    numbers.put("UsersWritten", now.usersWritten() - told.usersWritten());
    numbers.put("UsersLeftToNewer", now.usersLeftToNewer() - told.usersLeftToNewer());
    numbers.put(
        "UnknownCredentialWords", now.unknownCredentialWords() - told.unknownCredentialWords());
    metrics.tell(numbers);
    told = now;
  }

  /**
   * What came about users, all of it and by kind, 0 too: what dries up is seen by its absence, and
   * a sign of life of the feed must not hide that.
   */
  private Map<String, Long> userEvents(Tally now) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    Kind.OF_EVENTS.forEach(kind ->
        numbers.put(USER_EVENTS + camelCase(kind), since(now.observed(), told.observed(), kind)));
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
