package ninety.user;

/**
 * Changes of the identity source in memory. Safe for all threads; {@link DirectoryChangesContract}
 * keeps it from drifting away from the real table.
 */
public final class MemoryDirectoryChanges implements DirectoryChanges {

  private DirectoryHistory known = DirectoryHistory.NONE;

  @Override
  public synchronized DirectoryHistory read() {
    return known;
  }

  @Override
  public synchronized void note(Proof change) {
    known = known.with(change);
  }
}
