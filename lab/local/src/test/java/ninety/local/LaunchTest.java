package ninety.local;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {

  @Test
  void without_the_npm_package_the_error_says_to_run_npm_ci(@TempDir Path empty) {
    var refused =
        assertThrows(
            IllegalStateException.class,
            () -> Launch.kinesis(new ProjectRoot(empty), "eu-central-1"));

    assertTrue(
        String.valueOf(refused.getMessage())
            .contains("run `npm ci` in " + empty.resolve("lab/local/kinesis")),
        refused::getMessage);
  }

  @Test
  void without_a_launcher_the_error_says_to_package_it(@TempDir Path empty) {
    var refused =
        assertThrows(IllegalStateException.class, () -> Launch.dynamodb(new ProjectRoot(empty)));

    assertTrue(
        String.valueOf(refused.getMessage()).contains("run `mvn package -pl lab/local/dynamodb`"),
        refused::getMessage);
  }
}
