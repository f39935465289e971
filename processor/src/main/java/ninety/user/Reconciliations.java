package ninety.user;

/** The store of what came of comparisons with the directory's list. */
public interface Reconciliations {

  Reconciliation.Latest read();

  /** One that was written to its end. It may be repeated; an older one is passed over. */
  void done(Reconciliation reconciliation);

  /** One of which nothing was written. It may be repeated; an older one is passed over. */
  void refused(Reconciliation.Refused refused);
}
