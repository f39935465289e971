package ninety.cli.redrive;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import ninety.app.Wiring;
import ninety.cli.option.OutputOption;
import ninety.cli.option.Remedies;
import ninety.cli.option.Texts;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options and the way of the commands that put events onto the stream. */
final class StreamOptions {

  @Option(
      names = "--stream",
      defaultValue = "${env:NINETY_STREAM}",
      paramLabel = "NAME",
      description = "The Kinesis stream onto which they are put.")
  private @Nullable String stream;

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--dry-run",
      description = "Say what the consumer would make of the events; put and delete nothing.")
  private boolean dryRun;

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Mixin private OutputOption output = new OutputOption();

  private record Settings(String stream, List<Redriving> queues) {}

  /** Brings back what is meant of these queues, one after the other. */
  int run(Validation<String, List<QueueName>> queues, Clock clock, CommandSpec spec) {
    Settings settings = Texts.checked(settings(queues, clock, spec));
    int code = Exit.DONE;
    try (Wiring wiring = new Wiring(clock)) {
      for (Redriving queue : settings.queues()) {
        code = Math.max(code, run(queue, settings.stream(), wiring, spec));
      }
    }
    return code;
  }

  /** One that cannot be looked into does not keep the others. */
  private int run(Redriving queue, String name, Wiring wiring, CommandSpec spec) {
    try {
      return dryRun
          ? queue.look(wiring)
          : queue.run(
              wiring.redriveOntoStream(
                  queue.queue().kind().label(), queue.queue().url(), queue.queue().onlyOf(), name),
              Optional::empty);
    } catch (RuntimeException failed) {
      Complaint.print(
          spec, "%s: %s".formatted(queue.queue().words(), Remedies.of(failed).getMessage()));
      return Exit.FAILED;
    }
  }

  private Validation<Seq<String>, Settings> settings(
      Validation<String, List<QueueName>> queues, Clock clock, CommandSpec spec) {
    return Validation.combine(
            Texts.alone(queues),
            Texts.alone(Texts.required("--stream", "NINETY_STREAM", stream)),
            selection.selection(),
            reading.watched(),
            Texts.alone(output.value()))
        .ap((names, name, which, watched, form) ->
            new Settings(
                name,
                names.stream()
                    .map(queue -> new Redriving(queue, which, watched, dryRun, form, clock, spec))
                    .toList()))
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }
}
