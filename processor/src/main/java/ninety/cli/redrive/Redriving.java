package ninety.cli.redrive;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import ninety.app.Wiring;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.OnSignal;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.ProgressLine;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.redrive.Listing;
import ninety.redrive.Redrive;
import ninety.redrive.Redriven;
import ninety.redrive.Selection;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The redriving of one queue: looked at, or done.
 *
 * @param selection which of its messages are meant
 * @param watched by which records are read
 */
record Redriving(
    QueueName queue,
    Selection selection,
    Watched watched,
    boolean dryRun,
    Output output,
    Clock clock,
    CommandSpec spec) {

  /** For the messages that it is at, with their retries. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(90);

  /** Says what a redrive would come to, and deletes and brings nothing. */
  int look(Wiring wiring) {
    Listing listing;
    try (ProgressLine progress = new ProgressLine(spec)) {
      listing =
          Listing.of(
              wiring.letters(queue.kind().label(), queue.url()),
              selection,
              RedriveListCommand.meaning(queue, new RecordReader(watched)),
              clock,
              _ -> {},
              progress::messages);
    }
    PrintWriter out = spec.commandLine().getOut();
    ListingView view = new ListingView(List.of(new ListingView.Queue(queue, listing)));
    switch (output) {
      case JSON -> view.lines(out);
      case TABLE -> {
        view.print(false, out);
        out.println("Nothing was brought back (dry run). What is rejected would stay.");
      }
    }
    out.flush();
    return Exit.DONE;
  }

  /**
   * Brings back what is meant.
   *
   * @param written how many users' records were written so far, where they are
   */
  int run(Redrive redrive, Supplier<Optional<SortedMap<String, Long>>> written) {
    Redriven redriven;
    try (OnSignal signal = new OnSignal(redrive::end, LAST_WORDS)) {
      try (ProgressLine progress = new ProgressLine(spec)) {
        redriven = redrive.run(selection, clock, progress::messages);
      }
      PrintWriter out = spec.commandLine().getOut();
      RedrivenView view = new RedrivenView(queue, redriven, written.get());
      switch (output) {
        case JSON -> view.line(out);
        case TABLE -> view.print(out);
      }
      out.flush();
      if (redriven.complete()) {
        signal.done();
      }
    }
    return redriven.complete() ? Exit.DONE : Exit.FAILED;
  }
}
