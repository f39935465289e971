package ninety.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses that a process listens on, as Linux reports them in {@code /proc} (proc(5)). */
final class ListeningSockets {

  private static final String LISTENING = "0A";

  private ListeningSockets() {}

  /** Each as {@code ADDRESS:PORT}, in hexadecimal; 127.0.0.1 is {@code 0100007F}. */
  static List<String> of(ProcessHandle process) throws IOException {
    var sockets = socketsOf(process);
    return Stream.of("tcp", "tcp6")
        .flatMap(table -> lines(Path.of("/proc/net", table)).stream().skip(1))
        .map(line -> line.strip().split("\\s+", -1))
        .filter(
            field -> field[3].equals(LISTENING) && sockets.contains("socket:[" + field[9] + "]"))
        .map(field -> field[1])
        .toList();
  }

  private static Set<String> socketsOf(ProcessHandle process) throws IOException {
    try (var files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return files.map(ListeningSockets::target).collect(Collectors.toSet());
    }
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
