package ninety.cli.reconcile;

import java.util.LinkedHashMap;
import java.util.Map;
import ninety.user.Reconciliation;
import ninety.user.Reconciliation.Difference;

/** The findings of an import, as metrics. */
public final class ImportMetrics {

  private ImportMetrics() {}

  /** The numbers of one import, by name. */
  public static Map<String, Long> of(Reconciliation what, boolean done, boolean refused) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("Imports", done ? 1L : 0L);
    numbers.put("ImportsRefused", refused ? 1L : 0L);
    numbers.put("UsersListed", what.listed());
    numbers.put("UsersCreated", what.count(Difference.CREATED));
    numbers.put("DirectoryDifferences", what.missed());
    return numbers;
  }
}
