package ninety.cli.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import ninety.app.DayCounting;
import ninety.app.ReplaySettings;
import ninety.app.Wiring;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Metrics;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.ProgressLine;
import ninety.cli.terminal.TextTable;
import ninety.coverage.Horizon;
import ninety.coverage.MissedDay;
import ninety.coverage.Source;
import ninety.ingest.Counts;
import ninety.replay.DayCount;
import ninety.replay.Replay;
import ninety.replay.Replayed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The daily reconciliation: reads a day twice where something of it is lacking. The first time
 * counts and writes nothing; what it found is kept before the second mends it, since a count after
 * that finds nothing any more.
 */
final class DayReplay {

  private static final Logger LOG = LoggerFactory.getLogger(DayReplay.class);

  private static final int MOST_NAMED = 1000;

  private final CommandSpec spec;
  private final Clock clock;
  private final AtomicInteger named = new AtomicInteger();

  DayReplay(CommandSpec spec, Clock clock) {
    this.spec = spec;
    this.clock = clock;
  }

  /** In which form the outcome is printed, and the metrics. */
  record Forms(Output output, Metrics.Form metrics) {}

  int run(Wiring wiring, ReplaySettings settings, DayOptions.Day day, Forms forms) {
    Instant began = clock.instant();
    Counts counts = new Counts();
    DayCounting counting =
        wiring.dayCounting(settings, day.granularity(), this::name, counts, _ -> {});
    heardOf(day, counting.horizon());
    readable(settings, counting);
    Replayed replayed = replayed(counting.counting(), settings, began);
    DayCount.Found found = counting.count().found();
    // Of an archive a day without a record is one that is missing; event history has quiet ones.
    if (counts.tally().received() == 0 && !settings.isEventHistory()) {
      throw Failure.failed(
          "Nothing was counted: %s has no record of %s. Look whether it is the right place."
              .formatted(settings.from(), day.date()));
    }
    Set<Source> others =
        settings.isEventHistory() ? counting.others() : replayed.without(counting.places());
    if (!settings.isEventHistory() && !others.isEmpty()) {
      Complaint.print(spec, "Not counted, for the archive has no file of it: " + names(others));
    }
    MissedDay counted =
        new MissedDay(
            counts.tally().received(),
            found.relevant() - found.beforeListening(),
            found.missed(),
            found.inGap(),
            replayed.unread().size() + replayed.alsoUnread(),
            from(settings, others),
            began.truncatedTo(ChronoUnit.SECONDS));
    boolean complete = replayed.isComplete() && found.users().isEmpty();
    long settled = 0;
    if (!settings.dryRun()) {
      counting.log().counted(day.date(), counted);
      publish(counted, complete, settings, forms.metrics());
      if (found.lacking()) {
        Counts mended = new Counts();
        replayed(counting.settling().apply(mended), settings, began);
        settled = mended.tally().usersWritten();
      }
    }
    print(new DayView(day.date(), counted, found, replayed, settled, settings.dryRun()), forms);
    return complete ? Exit.DONE : Exit.FAILED;
  }

  /** Event history is of one account, and says nothing of the others. */
  private void readable(ReplaySettings settings, DayCounting counting) {
    if (settings.isEventHistory() && counting.places().isEmpty()) {
      throw Failure.failed(
          "Nothing was counted: event history cannot be read of any place from which events come."
              + " Name a role of each account with --history-role, or an archive with --from.");
    }
    if (!counting.others().isEmpty()) {
      Complaint.print(
          spec,
          "Not counted, for event history is of one account: %s. Name a role of each with --history-role"
              .formatted(names(counting.others())));
    }
  }

  private static String names(Set<Source> places) {
    return places.stream().map(Source::place).sorted().collect(Collectors.joining(", "));
  }

  /** Where the records were read, and of which places they are not there. */
  private static String from(ReplaySettings settings, Set<Source> others) {
    String from = TextTable.printable(settings.from());
    return others.isEmpty() ? from : "%s, without %s".formatted(from, names(others));
  }

  /** An event that is in the stream still is not missed. */
  private static void heardOf(DayOptions.Day day, Horizon horizon) {
    if (horizon.asOf().isBefore(day.end())) {
      throw Failure.failed(
          "Nothing was counted: what came by the stream is processed up to %s and not to the end of %s,"
                  .formatted(
                      horizon instanceof Horizon.Known known
                          ? HorizonView.seconds(known.at())
                          : "no time",
                      day.date())
              + " so an event that is not there may still come. 'ninety coverage' says what holds"
              + " it back; run this again afterwards.");
    }
  }

  private void name(DayCount.Missing missing, boolean inGap) {
    int number = named.incrementAndGet();
    if (number <= MOST_NAMED) {
      LOG.warn(
          "Never came by the stream{}: event {} of {}, {} ({})",
          inGap ? ", in a known gap" : "",
          TextTable.printable(missing.eventId()),
          missing.time(),
          missing.kind(),
          TextTable.printable(missing.call()));
    } else if (number == MOST_NAMED + 1) {
      LOG.warn("More events never came than the {} that are named", MOST_NAMED);
    }
  }

  private Replayed replayed(Replay replay, ReplaySettings settings, Instant began) {
    try (ProgressLine line = new ProgressLine(spec)) {
      return replay.run(
          replay.size(), progress -> line.show(ReplayView.progress(progress, began, clock)));
    } catch (IOException failed) {
      throw Failure.failed(
          "%s: %s".formatted(settings.from(), String.valueOf(failed.getMessage())));
    }
  }

  private void publish(
      MissedDay counted, boolean complete, ReplaySettings settings, Metrics.Form form) {
    new Metrics(form, spec.commandLine().getOut(), clock, "Table", settings.table())
        .publish(ReplayMetrics.ofDay(counted, complete));
  }

  private void print(DayView view, Forms forms) {
    PrintWriter out = spec.commandLine().getOut();
    switch (forms.output()) {
      case JSON -> out.println(Json.line(view.fields()));
      case TABLE -> view.print(out);
    }
    out.flush();
    view.left().forEach(each -> Complaint.print(spec, each));
  }
}
