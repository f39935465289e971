package ninety.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.function.Consumer;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.LogFile;

/**
 * A folder of this machine; or one file, which is then all that it holds. Folders that are links
 * are not followed: they may lead back. A link to nothing is a file that cannot be opened.
 */
public final class FolderArchive implements LogArchive {

  private final Path root;

  public FolderArchive(Path root) {
    this.root = root;
  }

  @Override
  public void list(String folder, Consumer<Entry> entries) throws IOException {
    if (folder.isEmpty() && Files.isRegularFile(root)) {
      entries.accept(
          new Entry.File(new LogFile(String.valueOf(root.getFileName()), Files.size(root))));
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(root.resolve(folder))) {
      for (Path each : found) {
        String name = folder + each.getFileName();
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          entries.accept(new Entry.Folder(name + "/"));
        } else if (Files.isRegularFile(each)) {
          entries.accept(new Entry.File(new LogFile(name, Files.size(each))));
        } else if (Files.isSymbolicLink(each) && Files.notExists(each)) {
          entries.accept(new Entry.File(new LogFile(name, 0))); // It was here: it is to be missed.
        }
      }
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    } catch (NoSuchFileException | NotDirectoryException missing) {
      throw new IOException("There is no such file or folder.", missing);
    }
  }

  @Override
  public InputStream open(LogFile file) throws IOException {
    try {
      return Files.newInputStream(Files.isRegularFile(root) ? root : root.resolve(file.name()));
    } catch (NoSuchFileException gone) {
      throw new IOException("It is not there, or a link to what is not there.", gone);
    }
  }
}
