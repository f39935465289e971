package ninety.coverage;

/** The store of changes of the way on which events come to ninety. */
public interface Tamperings {

  TamperingHistory read();

  /** A call that changed it. It may be repeated, and many may do it at one time. */
  void note(Tampering change);
}
