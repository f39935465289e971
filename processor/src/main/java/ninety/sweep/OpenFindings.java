package ninety.sweep;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The number of findings that are open and can be sent again.
 *
 * @param steps by control and level, such as {@code inactivity breach}
 * @param alerts how many alerts repeat their latest steps
 */
public record OpenFindings(SortedMap<String, Long> steps, long alerts) {

  public static final OpenFindings NONE = new OpenFindings(new TreeMap<>(), 0);

  OpenFindings plus(String step) {
    SortedMap<String, Long> more = new TreeMap<>(steps);
    more.merge(step, 1L, Long::sum);
    return new OpenFindings(more, alerts + 1);
  }
}
