package ninety.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {

  @Test
  void a_server_is_where_its_ready_line_says(@TempDir Path logs) {
    try (var server = Server.start(shell("echo hello; echo ready http://127.0.0.1:1; cat"), logs)) {
      assertEquals(URI.create("http://127.0.0.1:1"), server.endpoint().join());
    }
  }

  @Test
  void a_server_that_ends_too_soon_is_reported_with_the_end_of_its_log(@TempDir Path logs) {
    try (var server = Server.start(shell("echo the port is taken >&2; exit 3"), logs)) {
      var failed = assertThrows(CompletionException.class, () -> server.endpoint().join());

      var message = String.valueOf(failed.getMessage());
      assertTrue(message.contains("shell did not become ready"), message);
      assertTrue(message.contains("the port is taken"), message);
    }
  }

  @Test
  void a_program_that_is_not_installed_is_named(@TempDir Path logs) {
    var missing = new Launch("kinesis", List.of("no-such-program"), Map.of());

    var refused = assertThrows(IllegalStateException.class, () -> Server.start(missing, logs));

    assertTrue(
        String.valueOf(refused.getMessage()).contains("is no-such-program installed"),
        refused::getMessage);
  }

  @Test
  void a_server_that_ignores_SIGTERM_is_ended_all_the_same(@TempDir Path logs) {
    var before = ProcessHandle.current().children().toList();
    var server =
        Server.start(shell("trap '' TERM; echo ready http://127.0.0.1:1; exec sleep 100"), logs);
    server.endpoint().join();
    var started =
        ProcessHandle.current().children().filter(child -> !before.contains(child)).toList();

    server.close();

    assertEquals(1, started.size());
    assertTrue(started.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static Launch shell(String script) {
    return new Launch("shell", List.of("sh", "-c", script), Map.of());
  }
}
