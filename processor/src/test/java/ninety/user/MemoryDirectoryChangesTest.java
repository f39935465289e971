package ninety.user;

final class MemoryDirectoryChangesTest extends DirectoryChangesContract {

  private final MemoryDirectoryChanges changes = new MemoryDirectoryChanges();

  @Override
  protected DirectoryChanges changes() {
    return changes;
  }
}
