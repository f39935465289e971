package ninety.cli.redrive;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import ninety.app.Wiring;
import ninety.cli.option.OutputOption;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.redrive.QueueName.Kind;
import ninety.ingest.Counts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "dead-letters",
    customSynopsis = "ninety redrive dead-letters --dead-letter-queue=URL [OPTION]...",
    description = {
      "Decodes the records that the consumer could not use once more, and brings them into the table"
          + " as the consumer would: after a new version that knows a shape, an account that was"
          + " added, or an item that was mended. Give the options by which records are read as to"
          + " 'ninety process'.",
      "",
      "What fails for the same reason stays as it is. What fails for another reason is sent to the"
          + " queue anew with that first, and then deleted; it keeps the time since when it was given"
          + " up (attribute since).",
      "",
      "Exit codes: 0 all that was meant is in the table, or known to concern nobody; 1 some stayed"
          + " in the queue, or could not be brought back just now; 2 misused.",
      ""
    })
public final class RedriveDeadLettersCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--dead-letter-queue",
      defaultValue = "${env:NINETY_DEAD_LETTER_QUEUE}",
      paramLabel = "URL",
      description = "The queue dead-letters, of records that the consumer could not use.")
  private @Nullable String deadLetterQueue;

  @Mixin private TableOption table = new TableOption();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--dry-run",
      description = "Say what the records are now; write and delete nothing.")
  private boolean dryRun;

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public RedriveDeadLettersCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(String table, Redriving redriving) {}

  @Override
  public Integer call() {
    Settings settings = Texts.checked(settings());
    Redriving redriving = settings.redriving();
    try (Wiring wiring = new Wiring(clock)) {
      if (dryRun) {
        return redriving.look(wiring);
      }
      Counts counts = new Counts();
      return redriving.run(
          wiring.redriveIntoTable(
              redriving.queue().url(), settings.table(), redriving.watched(), counts),
          () -> Optional.of(users(counts.tally())));
    }
  }

  private static SortedMap<String, Long> users(Counts.Tally tally) {
    SortedMap<String, Long> users = new TreeMap<>();
    users.put("unchanged", tally.usersUnchanged());
    users.put("written", tally.usersWritten());
    return users;
  }

  private Validation<Seq<String>, Settings> settings() {
    return Validation.combine(
            Texts.alone(
                Texts.required("--dead-letter-queue", "NINETY_DEAD_LETTER_QUEUE", deadLetterQueue)),
            Texts.alone(table.value()),
            selection.selection(),
            reading.watched(),
            Texts.alone(output.value()))
        .ap((queue, users, which, watched, form) ->
            new Settings(
                users,
                new Redriving(
                    new QueueName(Kind.DEAD_LETTERS, queue),
                    which,
                    watched,
                    dryRun,
                    form,
                    clock,
                    spec)))
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }
}
