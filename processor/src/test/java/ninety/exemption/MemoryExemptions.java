package ninety.exemption;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Exemptions in memory. Safe for all threads; {@link ExemptionLogContract} keeps it from drifting
 * away from the real table.
 */
public class MemoryExemptions implements ExemptionLog {

  private final Map<String, Exemption> stored = new LinkedHashMap<>();
  private final Set<String> away = new HashSet<>();

  @Override
  public synchronized Exemptions read() {
    return new Exemptions(
        stored.values().stream().filter(each -> !away.contains(each.id())).toList());
  }

  @Override
  public synchronized Exemptions trail() {
    return new Exemptions(List.copyOf(stored.values()));
  }

  @Override
  public synchronized boolean add(Exemption exemption) {
    Exemption there = stored.putIfAbsent(exemption.id(), exemption);
    return there == null || there.equals(exemption);
  }

  @Override
  public synchronized boolean remove(Exemption removed) {
    Exemption there = stored.get(removed.id());
    if (there != null && there.removed().isPresent()) {
      return there.equals(removed);
    }
    stored.put(removed.id(), removed);
    return true;
  }

  @Override
  public synchronized void putAway(Exemption over) {
    away.add(over.id());
  }
}
