package ninety.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import ninety.archive.S3Archive;
import ninety.cloudtrail.Watched;
import ninety.coverage.Source;

/**
 * What a replay reads, and into which table.
 *
 * @param from a folder, a file, or {@code s3://bucket/prefix}
 * @param places empty for those from which signs of life were ever expected
 * @param digests empty where any log file is taken, as nobody proves it
 * @param dryRun counts, and writes nothing
 */
public record ReplaySettings(
    String from,
    String table,
    Watched watched,
    Optional<Set<Source>> places,
    Instant since,
    Instant until,
    Optional<DigestCheck> digests,
    boolean dryRun) {

  /** Whether a text says where an archive can be. */
  public static boolean isArchive(String text) {
    if (text.startsWith("s3:")) {
      return S3Archive.Address.parse(text).isPresent();
    }
    try {
      return !Path.of(text).toString().isEmpty();
    } catch (InvalidPathException noPath) {
      return false;
    }
  }
}
