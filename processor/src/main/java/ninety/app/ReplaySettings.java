package ninety.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.archive.S3Archive;
import ninety.cloudtrail.Watched;
import ninety.coverage.Source;

/**
 * What a replay reads, and into which table.
 *
 * @param from a folder, a file, {@code s3://bucket/prefix}, or {@link #EVENT_HISTORY}
 * @param places empty for those from which signs of life were ever expected
 * @param historyRoles by account, ARNs of roles under which event history is read there
 * @param names the directory that is asked whose a name is; empty where none is
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
    Map<String, String> historyRoles,
    Optional<DirectorySettings> names,
    Optional<DigestCheck> digests,
    boolean dryRun) {

  /** Stands for CloudTrail's event history, where an archive could be named. */
  public static final String EVENT_HISTORY = "event-history";

  public boolean isEventHistory() {
    return from.equals(EVENT_HISTORY);
  }

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
