package ninety.cli.redrive;

import io.vavr.control.Validation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import ninety.cli.redrive.QueueName.Kind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The queues of what was given up, as far as they are named. */
final class QueueOptions {

  @Option(
      names = "--dead-letter-queue",
      defaultValue = "${env:NINETY_DEAD_LETTER_QUEUE}",
      paramLabel = "URL",
      description = "The queue dead-letters, of records that the consumer could not use.")
  private @Nullable String deadLetterQueue;

  @Option(
      names = "--undelivered",
      defaultValue = "${env:NINETY_UNDELIVERED}",
      paramLabel = "URL",
      description = "The queue undelivered, of events that EventBridge gave up.")
  private @Nullable String undelivered;

  @Option(
      names = "--unsent",
      defaultValue = "${env:NINETY_UNSENT}",
      paramLabel = "URLS",
      description = "The queues unsent of accounts and Regions that forward, as a comma list.")
  private @Nullable String unsent;

  @Option(
      names = "--alerts-unread",
      defaultValue = "${env:NINETY_ALERTS_UNREAD}",
      paramLabel = "URL",
      description =
          "The queue alerts-unread, of alerts that the SIEM received ten times and never"
              + " deleted.")
  private @Nullable String alertsUnread;

  /** Those that are named; at least one. */
  Validation<String, List<QueueName>> queues() {
    List<QueueName> queues = new ArrayList<>();
    urls(deadLetterQueue).forEach(url -> queues.add(new QueueName(Kind.DEAD_LETTERS, url)));
    urls(undelivered).forEach(url -> queues.add(new QueueName(Kind.UNDELIVERED, url)));
    urls(unsent).forEach(url -> queues.add(new QueueName(Kind.UNSENT, url)));
    urls(alertsUnread).forEach(url -> queues.add(new QueueName(Kind.ALERTS_UNREAD, url)));
    return queues.isEmpty()
        ? Validation.invalid(
            "No queue is named; give one of --dead-letter-queue, --undelivered, --unsent and"
                + " --alerts-unread, or set NINETY_DEAD_LETTER_QUEUE and so on")
        : Validation.valid(List.copyOf(queues));
  }

  static Stream<String> urls(@Nullable String text) {
    return text == null
        ? Stream.empty()
        : Arrays.stream(text.split(",", -1)).map(String::strip).filter(url -> !url.isEmpty());
  }
}
