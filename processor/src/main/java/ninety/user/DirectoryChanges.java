package ninety.user;

/** The store of changes of the directory's identity source. */
public interface DirectoryChanges {

  DirectoryHistory read();

  /** A record that proves such a change. It may be repeated, and many may do it at one time. */
  void note(Proof change);
}
