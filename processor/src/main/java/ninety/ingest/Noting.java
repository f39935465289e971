package ninety.ingest;

import ninety.coverage.Tampering;
import ninety.user.Proof;

/**
 * A taker of what concerns no single user, each at least once before a checkpoint passes it; it may
 * be repeated. What it throws is judged as a call's failure.
 */
public interface Noting {

  /** The source of the directory's users was changed. */
  void directoryChanged(Proof change);

  /** The way on which events come was changed. */
  void tampered(Tampering change);
}
