package ninety.coverage;

/** Where it is kept that the way on which events come to ninety was changed. */
public interface Tamperings {

  TamperingHistory read();

  /** A call that changed it. It may be repeated, and many may do it at one time. */
  void note(Tampering change);
}
