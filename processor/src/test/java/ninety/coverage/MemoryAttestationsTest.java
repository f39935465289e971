package ninety.coverage;

final class MemoryAttestationsTest extends AttestationLogContract {

  private final MemoryAttestations attestations = new MemoryAttestations();

  @Override
  protected AttestationLog log() {
    return attestations;
  }
}
