package ninety.cli.replay;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import ninety.app.Backfilling;
import ninety.app.DirectorySettings;
import ninety.app.ReplaySettings;
import ninety.app.Wiring;
import ninety.cli.option.AccountsOption;
import ninety.cli.option.IdentityStoreOption;
import ninety.cli.option.MetricsOption;
import ninety.cli.option.OutputOption;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.replay.DayOptions.Day;
import ninety.cli.replay.WholeOptions.Whole;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Metrics;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.ProgressLine;
import ninety.cloudtrail.Watched;
import ninety.coverage.Backfill;
import ninety.ingest.Counts;
import ninety.replay.HistoryTime;
import ninety.replay.Replay;
import ninety.replay.Replayed;
import ninety.user.IdentityStoreId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    customSynopsis = {
      "ninety replay --from=ARCHIVE [OPTION]...",
      "       ninety replay --from=event-history [OPTION]...",
      "       ninety replay --gaps [--from=ARCHIVE] [OPTION]...",
      "       ninety replay --day=DAY [--from=ARCHIVE] [OPTION]..."
    },
    description = {
      "Reads archived CloudTrail records into the users table: what happened before ninety was"
          + " installed, or while it did not hear.",
      "",
      "Of CloudTrail's layout, of an account or an organisation, only the accounts, Regions and"
          + " days are listed that can hold such events. Whatever else 'ninety explain' reads is"
          + " read whole. A file of any size takes the same little memory.",
      "",
      "CloudTrail's event history has the last 90 days of the caller's account, and is asked event"
          + " by event: 100 a second of each Region. Nobody can delete from it, so the time of"
          + " which all was read counts as covered, but for the last hour. How long it will take at"
          + " least is said first; with --dry-run that is all.",
      "",
      "With --gaps, the times are read that coverage lacks: what is younger than 90 days, and not"
          + " longer than --history-up-to, from event history, and the rest of the ARCHIVE if there"
          + " is one. A gap that no source has is named, and is no failure.",
      "",
      "With --day, the events of that day that never came by the stream are counted, from event"
          + " history or the ARCHIVE, and mended. Their number is a lower bound. While the consumer"
          + " has not processed the whole day, nothing is counted.",
      "",
      "It may be ended at any time and begun again: what was read before changes nothing. A file"
          + " that cannot be read, or holds something that is no record, is named, and the others"
          + " count. What is archived stays as it is, and so does coverage without --complete or"
          + " --verify-digests.",
      "",
      "Prints the numbers of records by outcome, and of which days all was read. With --output"
          + " json, one JSON line: dryRun, files, bytes, received, observed, ignored, rejected,"
          + " usersWritten, usersUnchanged, unread (file, why), alsoUnread, filesLeft, read (place,"
          + " from, to), verified (the same), covered; of event history calls; with --gaps gaps"
          + " (from, to, by) and left (from, to, why). With --day it is day, read, relevant,"
          + " missedAtLeast, missed (by kind), inGapAtLeast, unreadFiles, from, at, dryRun,"
          + " beforeListening, usersUnreadable, usersWritten, unread and alsoUnread.",
      "",
      "Exit codes: 0; 1 nothing or not all was read or, with --verify-digests, is proven;"
          + " nothing could be counted; or it failed.",
      ""
    })
public final class ReplayCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "ARCHIVE",
      description =
          "A folder, a file, or s3://BUCKET/PREFIX, where PREFIX is a folder; or event-history.")
  private @Nullable String from;

  @Option(names = "--gaps", description = "Read the gaps that coverage has, to mend them.")
  private boolean gaps;

  @Mixin private HistoryOptions history = new HistoryOptions();

  @Mixin private ScopeOptions scope = new ScopeOptions();

  @Mixin private WholeOptions whole = new WholeOptions();

  @Mixin private DayOptions day = new DayOptions();

  @Option(
      names = "--dry-run",
      description =
          "Read and count, and write nothing. Event history is not asked then; what it would cost"
              + " is said.")
  private boolean dryRun;

  @Mixin private TableOption table = new TableOption();

  @Mixin private IdentityStoreOption identityStore = new IdentityStoreOption();

  @Mixin private NamesOptions names = new NamesOptions();

  @Mixin private AccountsOption accounts = new AccountsOption();

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private MetricsOption metrics = new MetricsOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public ReplayCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(
      ReplaySettings replay,
      Whole whole,
      Duration historyUpTo,
      Optional<Day> day,
      DayReplay.Forms forms) {
    Output output() {
      return forms.output();
    }
  }

  @Override
  public Integer call() {
    Instant began = clock.instant();
    Settings settings = Texts.checked(settings(began).flatMap(it -> fitting(it, began)));
    Counts counts = new Counts();
    try (Wiring wiring = new Wiring(clock)) {
      if (settings.day().isPresent()) {
        return new DayReplay(spec, clock)
            .run(wiring, settings.replay(), settings.day().get(), settings.forms());
      }
      if (gaps) {
        int code =
            new GapsRun(
                    spec,
                    clock,
                    settings.replay(),
                    settings.whole().ground(),
                    grade(settings.whole(), began))
                .run(wiring, settings.historyUpTo(), settings.output());
        if (!dryRun) {
          new Metrics(
                  settings.forms().metrics(),
                  spec.commandLine().getOut(),
                  clock,
                  "Table",
                  settings.replay().table())
              .publish(ReplayMetrics.ofGaps(code == Exit.DONE));
        }
        return code;
      }
      if (settings.replay().isEventHistory()) {
        return new HistoryReplay(spec, clock, settings.replay()).run(wiring, settings.output());
      }
      Backfilling backfilling = wiring.backfilling(settings.replay(), counts);
      Replayed replayed = replayed(backfilling.replay(), began);
      if (!dryRun) {
        grade(settings.whole(), began)
            .apply(replayed)
            .ifPresent(backfilling.coverage()::backfilled);
      }
      ReplayView view = new ReplayView(replayed, counts.tally(), settings.whole().ground(), dryRun);
      PrintWriter out = spec.commandLine().getOut();
      switch (settings.output()) {
        case JSON -> out.println(Json.line(view.fields()));
        case TABLE -> {
          view.print(out);
          view.coverage(backfilling.coverage().read()).forEach(out::println);
        }
      }
      out.flush();
      view.unread().forEach(each -> Complaint.print(spec, each));
      return ended(replayed);
    }
  }

  /**
   * An archive of which nothing fits is mostly another place than the one that was meant. A quiet
   * Region's has digests, though no log file.
   */
  private int ended(Replayed replayed) {
    if (replayed.files() == 0
        && replayed.isComplete()
        && replayed.verified().values().stream().allMatch(List::isEmpty)) {
      Complaint.print(
          spec,
          "Nothing was read: %s has no file of these days and places. Look whether it is the right place."
              .formatted(from));
      return Exit.FAILED;
    }
    return replayed.isComplete() ? Exit.DONE : Exit.FAILED;
  }

  /** What was read of an archive as coverage, if somebody answers for it or digests prove it. */
  private static Function<Replayed, Optional<Backfill>> grade(Whole whole, Instant now) {
    return replayed ->
        whole
            .ground()
            .covers(
                replayed, () -> whole.author(now.truncatedTo(ChronoUnit.SECONDS), Wiring.caller()));
  }

  private Replayed replayed(Replay replay, Instant began) {
    try (ProgressLine line = new ProgressLine(spec)) {
      return replay.run(
          replay.size(), progress -> line.show(ReplayView.progress(progress, began, clock)));
    } catch (IOException failed) {
      throw Failure.failed("%s: %s".formatted(from, String.valueOf(failed.getMessage())));
    }
  }

  private Validation<Seq<String>, Settings> settings(Instant now) {
    return Validation.combine(
            archive(),
            Texts.alone(table.value()),
            directory(),
            scope.part(now),
            whole.value(),
            history.value(),
            day.value(now),
            Validation.combine(output.value(), metrics.value()).ap(DayReplay.Forms::new))
        .ap((archive, users, asked, part, rests, past, of, forms) ->
            new Settings(
                new ReplaySettings(
                    archive,
                    users,
                    asked.watched(),
                    part.places(),
                    of.map(Day::begin).orElse(part.since()),
                    of.map(Day::end).orElse(part.until()),
                    past.roles(),
                    asked.names(),
                    rests.digests(),
                    dryRun),
                rests,
                past.upTo(),
                of,
                forms))
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  /** Whose events count, and whose a name is. */
  private record Directory(Watched watched, Optional<DirectorySettings> names) {}

  private Validation<Seq<String>, Directory> directory() {
    return Validation.combine(identityStore.value(), accounts.value())
        .ap((store, trusted) -> new Watched(store, trusted, true))
        .flatMap(watched ->
            names
                .value(watched.store().map(IdentityStoreId::value))
                .map(asked -> new Directory(watched, asked)));
  }

  private Validation<Seq<String>, String> archive() {
    if (from == null || from.isBlank()) {
      return gaps || day.isGiven()
          ? Validation.valid(ReplaySettings.EVENT_HISTORY)
          : Texts.alone(Validation.invalid("--from is missing"));
    }
    return ReplaySettings.isArchive(from)
        ? Validation.valid(from)
        : Texts.alone(
            Validation.invalid(
                "--from: '%s' is neither a folder's name nor s3://BUCKET/PREFIX".formatted(from)));
  }

  private Stream<String> ofDay(Settings settings, Day of, Instant now) {
    ReplaySettings replay = settings.replay();
    boolean alone =
        !gaps
            && !scope.hasTime()
            && !settings.whole().complete()
            && replay.digests().isEmpty()
            && replay.names().isEmpty();
    Instant oldest = HistoryTime.oldest(now);
    return Stream.concat(
        Stream.of(
                "--day is read alone: without --gaps, --since, --until, --complete,"
                    + " --verify-digests and --names")
            .filter(_ -> !alone),
        Stream.of(
                "--day: event history begins at %s and has not all of %s: name an archive with --from"
                    .formatted(HorizonView.seconds(oldest), of.date()))
            .filter(_ -> replay.isEventHistory() && of.begin().isBefore(oldest)));
  }

  /** Options that contradict each other. */
  private Validation<Seq<String>, Settings> fitting(Settings settings, Instant now) {
    io.vavr.collection.List<String> mistakes = io.vavr.collection.List.empty();
    mistakes =
        mistakes.appendAll(
            settings.day().stream().flatMap(it -> ofDay(settings, it, now)).toList());
    if (gaps && scope.hasTime()) {
      mistakes = mistakes.append("--gaps says the time: leave out --since and --until");
    }
    if (settings.replay().isEventHistory() && settings.whole().complete()) {
      mistakes =
          mistakes.append(
              "--complete is said of an archive: nobody has to answer for event history");
    }
    return mistakes.isEmpty() ? Validation.valid(settings) : Validation.invalid(mistakes);
  }
}
