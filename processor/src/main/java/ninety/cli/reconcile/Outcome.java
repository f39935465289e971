package ninety.cli.reconcile;

import ninety.reconcile.Reconciler;

/** The outcome of a plan. */
sealed interface Outcome {

  /** True if the table is as the list says, or would be. */
  boolean done();

  /** The run was dry. */
  record Foreseen(boolean refused) implements Outcome {
    @Override
    public boolean done() {
      return !refused;
    }
  }

  record NotBelieved() implements Outcome {
    @Override
    public boolean done() {
      return false;
    }
  }

  record Wrote(Reconciler.Ended ended) implements Outcome {
    @Override
    public boolean done() {
      return ended.complete();
    }
  }
}
