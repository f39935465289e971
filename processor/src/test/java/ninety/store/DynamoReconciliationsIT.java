package ninety.store;

import ninety.it.Place;
import ninety.user.Reconciliations;
import ninety.user.ReconciliationsContract;

/** The contract on a real table. */
final class DynamoReconciliationsIT extends ReconciliationsContract {

  private final DynamoReconciliations reconciliations =
      new DynamoReconciliations(Place.stack().dynamodb(), Tables.empty());

  @Override
  protected Reconciliations reconciliations() {
    return reconciliations;
  }
}
