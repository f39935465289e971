package ninety.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import ninety.app.ProcessSettings;
import ninety.cloudtrail.Watched;
import ninety.stream.ConsumerSettings;
import org.junit.jupiter.api.Test;

final class ProcessCommandTest {

  /** "At the terminal", issue 11: for more than a minute nothing else is logged. */
  @Test
  void the_first_line_says_what_the_start_waits_for() {
    ProcessSettings settings =
        new ProcessSettings(
            new ConsumerSettings(
                "events",
                new ConsumerSettings.Library(
                    "ninety",
                    ConsumerSettings.Retrieval.POLLING,
                    ConsumerSettings.Pace.STANDARD,
                    Duration.ofSeconds(10)),
                new ConsumerSettings.Writing(Duration.ofHours(1), 64),
                Optional.empty(),
                false,
                Watched.stream()),
            "ninety-users",
            "https://dead",
            Optional.empty());

    assertEquals(
        "Consuming stream events into table ninety-users as ninety. The first records come after a"
            + " minute or two: the Kinesis Client Library makes or reads its lease table ninety and"
            + " takes leases of the shards.",
        ProcessCommand.started(settings));
  }
}
