package ninety.user;

final class MemoryReconciliationsTest extends ReconciliationsContract {

  private final MemoryReconciliations reconciliations = new MemoryReconciliations();

  @Override
  protected Reconciliations reconciliations() {
    return reconciliations;
  }
}
