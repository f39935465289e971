package ninety.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that this project is checked out to: the one with {@code lab/local/kinesis} in it. */
record ProjectRoot(Path folder) {

  /** System property that names the folder, for a program that does not run inside it. */
  static final String PROPERTY = "ninety.root";

  static ProjectRoot find() {
    return find(Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of), Path.of(""));
  }

  static ProjectRoot find(Optional<Path> named, Path workingFolder) {
    return named
        .map(Stream::of)
        .orElseGet(
            () -> Stream.iterate(workingFolder.toAbsolutePath(), f -> f != null, Path::getParent))
        .map(folder -> folder.toAbsolutePath().normalize())
        .filter(folder -> Files.isRegularFile(folder.resolve("lab/local/kinesis/package.json")))
        .findFirst()
        .map(ProjectRoot::new)
        .orElseThrow(() ->
            new IllegalStateException(
                "No lab/local/kinesis/package.json in "
                    + named.orElseGet(() -> workingFolder.toAbsolutePath())
                    + (named.isPresent() ? "" : " or above it")
                    + ": run inside the project, or say where it is with -D"
                    + PROPERTY));
  }

  Path resolve(String path) {
    return folder.resolve(path);
  }
}
