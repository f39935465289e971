package ninety.coverage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Attestations in memory. Safe for all threads; {@link AttestationLogContract} keeps it from
 * drifting away from the real table.
 */
public final class MemoryAttestations implements AttestationLog {

  private final Map<String, Attestation> stored = new LinkedHashMap<>();
  private final Set<String> broken = new TreeSet<>();

  /** Somebody changed the row by hand, or mended it. */
  public synchronized void readable(String id, boolean readable) {
    if (readable) {
      broken.remove(id);
    } else {
      broken.add(id);
    }
  }

  @Override
  public synchronized Attestations read() {
    return new Attestations(
        stored.values().stream().filter(each -> !broken.contains(each.id())).toList(),
        broken.stream().map("row #attestation#%s cannot be read"::formatted).toList());
  }

  @Override
  public synchronized boolean add(Attestation attestation) {
    Attestation there = stored.putIfAbsent(attestation.id(), attestation);
    return there == null || there.equals(attestation);
  }

  @Override
  public synchronized boolean revoke(Attestation revoked) {
    Attestation there = stored.get(revoked.id());
    if (there != null && there.revoked().isPresent()) {
      return there.equals(revoked);
    }
    stored.put(revoked.id(), revoked);
    return true;
  }
}
