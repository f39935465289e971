package ninety.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Attestations in memory. Safe for all threads; {@link AttestationLogContract} keeps it from
 * drifting away from the real table.
 */
public final class MemoryAttestations implements AttestationLog {

  private final Map<String, Attestation> stored = new LinkedHashMap<>();

  @Override
  public synchronized Attestations read() {
    return new Attestations(List.copyOf(stored.values()));
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
