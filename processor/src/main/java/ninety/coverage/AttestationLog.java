package ninety.coverage;

/** The store of attestations, those that were taken back included. Nothing is ever deleted. */
public interface AttestationLog {

  Attestations read();

  /**
   * Adds one that is in force; repeating it does no harm.
   *
   * @return false where another one has its id
   */
  boolean add(Attestation attestation);

  /**
   * Stores one that is taken back; repeating it does no harm.
   *
   * @return false where it was taken back before by somebody else
   */
  boolean revoke(Attestation revoked);
}
