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
    name = "unsent",
    customSynopsis = "ninety redrive unsent --unsent=URLS --stream=NAME [OPTION]...",
    description = {
      "Puts the events that the rules of other accounts and Regions could not forward onto the"
          + " stream: PutEvents would refuse the events of AWS, so they do not go over the bus. It is"
          + " done from here: the queues let the installation's account in, and each is asked in the"
          + " Region that its URL names.",
      "",
      "Exit codes: 0 all that was meant is on the stream; 1 some stayed in the queue, or could not be"
          + " brought back just now; 2 misused.",
      ""
    })
public final class RedriveUnsentCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--unsent",
      defaultValue = "${env:NINETY_UNSENT}",
      paramLabel = "URLS",
      description =
          "The queues unsent, as a comma list: output unsent_queue_url of modules/forwarding.")
  private @Nullable String unsent;

  @Mixin private StreamOptions options = new StreamOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public RedriveUnsentCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Validation<String, List<QueueName>> queues =
        Texts.required("--unsent", "NINETY_UNSENT", unsent)
            .map(text ->
                QueueOptions.urls(text).map(url -> new QueueName(Kind.UNSENT, url)).toList());
    return options.run(queues, clock, spec);
  }
}
