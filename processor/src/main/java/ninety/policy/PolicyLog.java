package ninety.policy;

/** The store of the policy in force, with its earlier versions. */
public interface PolicyLog {

  PolicyInForce read();

  /**
   * Stores it if what is stored still has its version; false where somebody wrote first, or where
   * that is not known. So no two callers both take for theirs what one of them stored.
   */
  boolean store(PolicyInForce changed);
}
