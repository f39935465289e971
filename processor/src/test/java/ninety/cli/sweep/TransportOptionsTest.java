package ninety.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vavr.control.Validation;
import java.util.Optional;
import ninety.app.SweepSettings.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class TransportOptionsTest {

  private static final String KEY =
      "arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  @CommandLine.Command
  private static final class Sweep {
    @CommandLine.Mixin TransportOptions transport = new TransportOptions();
  }

  @Test
  void nothing_need_be_known() {
    assertEquals(Validation.valid(new Transport(Optional.empty(), Optional.empty())), read());
    assertEquals(
        Validation.valid(new Transport(Optional.empty(), Optional.empty())),
        read("--undelivered", " ", "--data-key", ""));
  }

  @Test
  void the_queue_of_undelivered_events_and_the_key_of_the_data_can_be() {
    assertEquals(
        Validation.valid(new Transport(Optional.of("https://sqs/u"), Optional.of(KEY))),
        read("--undelivered", " https://sqs/u", "--data-key", KEY + " "));
  }

  /** By an alias the records of KMS do not name a key. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "alias/ninety-data",
        "arn:aws:kms:eu-north-1:111122223333:alias/ninety-data",
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:eu-north-1:111122223333:key/",
      })
  void a_key_that_is_not_named_by_its_arn_is_refused(String text) {
    assertEquals(
        Validation.invalid(
            "--data-key: '%s' is not the ARN of a KMS key; it looks like %s".formatted(text, KEY)),
        read("--data-key", text));
  }

  private static Validation<String, Transport> read(String... arguments) {
    Sweep sweep = new Sweep();
    new CommandLine(sweep).parseArgs(arguments);
    return sweep.transport.transport();
  }
}
