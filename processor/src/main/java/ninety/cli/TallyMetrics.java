package ninety.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import ninety.cloudtrail.Decoded;
import ninety.stream.Counts.Tally;

/** A consumer's counts as metrics: each time what came since the last time. */
final class TallyMetrics {

  private static final String UNTRUSTED = Decoded.Fault.UNTRUSTED_SOURCE.label();
  private static final String DIRECTORY_CHANGE = Decoded.DirectoryChanged.LABEL;

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
    numbers.put("UsersWritten", now.usersWritten() - told.usersWritten());
    numbers.put("UsersLeftToNewer", now.usersLeftToNewer() - told.usersLeftToNewer());
    numbers.put(
        "UnknownCredentialWords", now.unknownCredentialWords() - told.unknownCredentialWords());
    metrics.tell(numbers);
    told = now;
  }

  private static long since(
      SortedMap<String, Long> now, SortedMap<String, Long> before, String label) {
    return now.getOrDefault(label, 0L) - before.getOrDefault(label, 0L);
  }

  private static long sum(SortedMap<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
