package ninety.user;

import ninety.user.Reconciliation.Latest;
import ninety.user.Reconciliation.Refused;

/**
 * Reconciliations in memory. Safe for all threads; {@link ReconciliationsContract} keeps it from
 * drifting away from the real table.
 */
public final class MemoryReconciliations implements Reconciliations {

  private Latest known = Latest.NONE;

  @Override
  public synchronized Latest read() {
    return known;
  }

  @Override
  public synchronized void done(Reconciliation reconciliation) {
    known = known.withDone(reconciliation);
  }

  @Override
  public synchronized void refused(Refused refused) {
    known = known.withRefused(refused);
  }
}
