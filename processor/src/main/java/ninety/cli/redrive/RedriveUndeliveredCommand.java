package ninety.cli.redrive;

import io.vavr.control.Validation;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import ninety.cli.option.Texts;
import ninety.cli.redrive.QueueName.Kind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "undelivered",
    customSynopsis = "ninety redrive undelivered --undelivered=URL --stream=NAME [OPTION]...",
    description = {
      "Puts the events that EventBridge gave up onto the stream again, as its rule would have done:"
          + " the same bytes, under the event's id. The consumer does the rest: see its counts, and"
          + " 'ninety redrive list' for what it could not use.",
      "",
      "First mend what refused them: the reason is EventBridge's ERROR_CODE, mostly a right or a key."
          + " A message stays as it is until it is on the stream, since the sweep counts from its"
          + " time what is in doubt. A notice that was for the alarm topic is not for the stream and"
          + " stays.",
      "",
      "Exit codes: 0 all that was meant is on the stream; 1 some stayed in the queue, or could not be"
          + " brought back just now; 2 misused.",
      ""
    })
public final class RedriveUndeliveredCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--undelivered",
      defaultValue = "${env:NINETY_UNDELIVERED}",
      paramLabel = "URL",
      description = "The queue undelivered, of events that EventBridge gave up.")
  private @Nullable String undelivered;

  @Mixin private StreamOptions options = new StreamOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public RedriveUndeliveredCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Validation<String, List<QueueName>> queues =
        Texts.required("--undelivered", "NINETY_UNDELIVERED", undelivered)
            .map(text ->
                QueueOptions.urls(text).map(url -> new QueueName(Kind.UNDELIVERED, url)).toList());
    return options.run(queues, clock, spec);
  }
}
