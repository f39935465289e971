package ninety.cli.reconcile;

import ninety.reconcile.Reconciler;

/** What became of a plan. */
sealed interface Outcome {

  /** Whether the table is as the list says, or would be. */
  boolean done();

  /** It was a dry run. */
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
