package ninety.coverage;

import java.util.Optional;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.Attestations.Addition;
import ninety.coverage.Attestations.Revoking;

/**
 * Changes of the stored attestations, decided again from what is there now where somebody else was
 * faster. Each call may be repeated.
 */
public record AttestationChanges(AttestationLog log) {

  /** That somebody else takes the same id, or takes back the same one, happens once at most. */
  private static final int ATTEMPTS = 10;

  /**
   * Stores an attestation, unless it would change nothing, or be hidden by another.
   *
   * @param wanted under whatever id; it gets one of its own
   * @return empty where others were faster each time, and nothing was stored
   */
  public Optional<Addition> add(Attestation wanted) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Attestations known = log.read();
      Addition decided = known.add(wanted);
      if (!(decided instanceof Addition.Added(var attestation))
          || known.byId(attestation.id()).isPresent()
          || log.add(attestation)) {
        return Optional.of(decided);
      }
    }
    return Optional.empty();
  }

  /**
   * Takes an attestation back, where there is one to be taken back.
   *
   * @return empty where others were faster each time, and nothing was stored
   */
  public Optional<Revoking> revoke(String id, Revocation removal) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Revoking decided = log.read().revoke(id, removal);
      if (!(decided instanceof Revoking.Revoked(var attestation)) || log.revoke(attestation)) {
        return Optional.of(decided);
      }
    }
    return Optional.empty();
  }
}
