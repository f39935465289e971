package ninety.cloudtrail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Where files of records are kept: a folder, or a bucket's prefix. Safe for all threads. */
public interface LogArchive {

  /** What a folder holds. */
  sealed interface Entry {

    /**
     * A folder in it.
     *
     * @param name from the root on, ending in {@code /}
     */
    record Folder(String name) implements Entry {}

    /** A file in it. */
    record File(LogFile file) implements Entry {}
  }

  /**
   * Lists a folder, without what lies in folders of it.
   *
   * @param folder empty for the root, else ending in {@code /}
   * @param entries takes each as it comes, in no order
   * @throws IOException if it cannot be listed to its end
   */
  void list(String folder, Consumer<Entry> entries) throws IOException;

  /** Opens a file, as it is stored. */
  InputStream open(LogFile file) throws IOException;

  /** Opens a file with the signature that CloudTrail left beside it. */
  default Signed signed(LogFile file) throws IOException {
    return new Signed(open(file), Optional.empty());
  }

  /** Where it lies in S3; empty for a copy elsewhere. */
  default Optional<Home> home() {
    return Optional.empty();
  }

  /**
   * A file.
   *
   * @param signature in hexadecimal digits; empty where there is none
   */
  record Signed(InputStream content, Optional<String> signature) {}

  /**
   * A place in S3.
   *
   * @param prefix of all names in it
   */
  record Home(String bucket, String prefix) {}
}
