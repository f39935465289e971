package ninety.user;

/** Where it is kept that the identity source of the directory was changed. */
public interface DirectoryChanges {

  DirectoryHistory read();

  /** A record that proves such a change. It may be repeated, and many may do it at one time. */
  void note(Proof change);
}
