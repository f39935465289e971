package ninety.policy;

import ninety.user.Proof;

/** Where it is kept that the identity source of the directory was changed. */
public interface DirectoryChanges {

  DirectoryHistory read();

  /** Joins this to what is kept. It may be repeated, and many may do it at one time. */
  void join(DirectoryHistory more);

  /** A record that proves such a change. */
  default void note(Proof change) {
    join(DirectoryHistory.of(change));
  }
}
