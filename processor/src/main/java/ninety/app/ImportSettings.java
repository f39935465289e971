package ninety.app;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The settings of a reconciliation: what it reads, and into which table.
 *
 * @param directory where the list is asked for; its store is what a file must be of
 * @param file the list as a file, instead
 * @param contacts whether e-mail address, manager and department are taken too
 * @param dryRun whether nothing shall be written, a share of the budget of calls neither
 */
public record ImportSettings(
    String table,
    DirectorySettings directory,
    Optional<ListFile> file,
    boolean contacts,
    boolean dryRun) {

  /**
   * A list in a file.
   *
   * @param path empty for standard input
   * @param listedAt when the list was made
   */
  public record ListFile(Optional<Path> path, Instant listedAt) {}
}
