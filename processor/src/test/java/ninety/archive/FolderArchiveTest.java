package ninety.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.LogFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderArchiveTest {

  @TempDir private Path folder;

  private static Set<LogArchive.Entry> list(LogArchive archive, String name) throws IOException {
    List<LogArchive.Entry> entries = new ArrayList<>();
    archive.list(name, entries::add);
    return Set.copyOf(entries);
  }

  @Test
  void a_folder_has_its_files_and_folders_and_links_to_files_but_no_links_to_folders()
      throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/one.json"), "{}");
    Files.createSymbolicLink(folder.resolve("a/back"), folder);
    Files.createSymbolicLink(folder.resolve("a/two.json"), folder.resolve("a/one.json"));
    LogArchive archive = new FolderArchive(folder);

    assertEquals(Set.of(new LogArchive.Entry.Folder("a/")), list(archive, ""));
    assertEquals(
        Set.of(
            new LogArchive.Entry.Folder("a/b/"),
            new LogArchive.Entry.File(new LogFile("a/one.json", 2)),
            new LogArchive.Entry.File(new LogFile("a/two.json", 2))),
        list(archive, "a/"));
    try (InputStream in = archive.open(new LogFile("a/one.json", 2))) {
      assertArrayEquals(new byte[] {'{', '}'}, in.readAllBytes());
    }
  }

  /** As git-annex leaves it where a content was not fetched: no word makes its day whole. */
  @Test
  void a_link_to_nothing_is_a_file_that_cannot_be_opened() throws IOException {
    Files.createSymbolicLink(folder.resolve("gone.json"), folder.resolve("nowhere"));
    LogArchive archive = new FolderArchive(folder);
    LogFile gone = new LogFile("gone.json", 0);

    assertEquals(Set.of(new LogArchive.Entry.File(gone)), list(archive, ""));
    assertThrows(IOException.class, () -> archive.open(gone).close());
  }

  @Test
  void one_file_is_an_archive_of_itself() throws IOException {
    Path file = Files.writeString(folder.resolve("one.json"), "{}");
    LogArchive archive = new FolderArchive(file);

    assertEquals(Set.of(new LogArchive.Entry.File(new LogFile("one.json", 2))), list(archive, ""));
    try (InputStream in = archive.open(new LogFile("one.json", 2))) {
      assertEquals(2, in.readAllBytes().length);
    }
  }

  @Test
  void a_folder_that_is_not_there_cannot_be_listed() {
    LogArchive archive = new FolderArchive(folder.resolve("none"));

    assertThrows(IOException.class, () -> archive.list("", _ -> {}));
  }
}
