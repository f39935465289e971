package ninety.cli.redrive;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import ninety.app.Wiring;
import ninety.cli.option.OutputOption;
import ninety.cli.option.Remedies;
import ninety.cli.option.Texts;
import ninety.cli.option.WideOption;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.ProgressLine;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.ingest.Letter;
import ninety.redrive.IntoTable;
import ninety.redrive.Listing;
import ninety.redrive.OntoStream;
import ninety.redrive.Outcome;
import ninety.redrive.Selection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = {
      "Shows what the queues of what was given up hold: how many messages, since when, why, from"
          + " which shard, and what the consumer would make of each now: what 'ninety explain'"
          + " says.",
      "",
      "Messages are looked at and left where they are. Meanwhile they are hidden from others, for"
          + " two minutes at the most; a sweep that looks into the queue just then looks again.",
      "",
      "With --output json, one line each kind of message and one line a queue: how many were looked"
          + " at, and about how many there are.",
      "",
      "Exit codes: 0; 1 a queue could not be looked into. It is named on standard error; the others"
          + " are listed.",
      ""
    })
public final class RedriveListCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Mixin private QueueOptions queues = new QueueOptions();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description =
          "Write the messages into a new file too, one JSON line each, which 'ninety explain'"
              + " reads. They name users: only its owner may read it.")
  private @Nullable String export;

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Mixin private WideOption wide = new WideOption();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public RedriveListCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(
      List<QueueName> queues, Selection selection, Watched watched, Output output) {}

  @Override
  public Integer call() {
    Settings settings = Texts.checked(settings());
    List<ListingView.Queue> listed = new ArrayList<>();
    boolean all = true;
    Optional<ExportFile> file =
        Optional.ofNullable(export).filter(name -> !name.isBlank()).map(ExportFile::create);
    try (Wiring wiring = new Wiring(clock);
        ProgressLine progress = new ProgressLine(spec)) {
      for (QueueName queue : settings.queues()) {
        try {
          listed.add(
              new ListingView.Queue(queue, listing(wiring, queue, settings, file, progress)));
        } catch (RuntimeException failed) {
          progress.clear();
          Complaint.print(
              spec, "%s: %s".formatted(queue.words(), Remedies.of(failed).getMessage()));
          all = false;
        }
      }
    } finally {
      file.ifPresent(ExportFile::close);
    }
    PrintWriter out = spec.commandLine().getOut();
    ListingView view = new ListingView(listed);
    switch (settings.output()) {
      case JSON -> view.lines(out);
      case TABLE -> {
        view.print(wide.value(), out);
        file.ifPresent(it -> out.printf("%d messages are in %s.%n", it.messages(), export));
      }
    }
    out.flush();
    return all ? Exit.DONE : Exit.FAILED;
  }

  private Listing listing(
      Wiring wiring,
      QueueName queue,
      Settings settings,
      Optional<ExportFile> file,
      ProgressLine progress) {
    Consumer<Letter> each = letter -> file.ifPresent(it -> it.add(queue, letter));
    return Listing.of(
        wiring.letters(queue.kind().label(), queue.url()),
        settings.selection(),
        meaning(queue, new RecordReader(settings.watched())),
        clock,
        each,
        progress::messages);
  }

  /** Says what comes of a message of such a queue, as far as it alone says. */
  static BiFunction<Letter, Instant, Optional<Outcome>> meaning(
      QueueName queue, RecordReader reader) {
    return switch (queue.kind()) {
      case DEAD_LETTERS -> (letter, now) -> Optional.of(IntoTable.foresee(letter, reader, now));
      case UNDELIVERED, UNSENT ->
          (letter, now) -> Optional.of(OntoStream.foresee(letter, queue.onlyOf(), reader, now));
      case ALERTS_UNREAD -> (_, _) -> Optional.empty();
    };
  }

  private Validation<Seq<String>, Settings> settings() {
    return Validation.combine(
            Texts.alone(queues.queues()),
            selection.selection(),
            reading.watched(),
            Texts.alone(output.value()))
        .ap(Settings::new)
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }
}
