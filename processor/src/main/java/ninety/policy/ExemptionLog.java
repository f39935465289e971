package ninety.policy;

/** Where exemptions are kept, those that are over too. */
public interface ExemptionLog {

  Exemptions read();

  /** Stores them if what is stored still has their version; false where somebody wrote first. */
  boolean store(Exemptions changed);
}
