package ninety.cloudtrail;

import java.io.IOException;
import java.io.InputStream;
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
}
