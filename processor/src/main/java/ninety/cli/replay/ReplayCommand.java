package ninety.cli.replay;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import ninety.app.Backfilling;
import ninety.app.ReplaySettings;
import ninety.app.Wiring;
import ninety.cli.option.AccountsOption;
import ninety.cli.option.IdentityStoreOption;
import ninety.cli.option.OutputOption;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.replay.WholeOptions.Whole;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.ProgressLine;
import ninety.cloudtrail.Watched;
import ninety.coverage.Backfill;
import ninety.ingest.Counts;
import ninety.replay.Replay;
import ninety.replay.Replayed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    customSynopsis = "ninety replay --from=ARCHIVE [OPTION]...",
    description = {
      "Reads archived CloudTrail records into the users table: what happened before ninety was"
          + " installed, or while it did not hear.",
      "",
      "Of CloudTrail's layout, of an account or an organisation, only the accounts, Regions and days"
          + " are listed that can hold such events. Whatever else 'ninety explain' reads is read"
          + " whole. A file of any size takes the same little memory.",
      "",
      "It may be ended at any time and begun again: what was read before changes nothing. A file"
          + " that cannot be read, or holds something that is no record, is named, and the others"
          + " count. What is archived stays as it is, and so does coverage without --complete or"
          + " --verify-digests.",
      "",
      "Prints the numbers of records by outcome, and of which days all was read. With --output json,"
          + " one JSON line: dryRun, files, bytes, received, observed, ignored, rejected, usersWritten,"
          + " usersUnchanged, unread (file, why), alsoUnread, left, read (place, from, to), verified"
          + " (the same), covered.",
      "",
      "Exit codes: 0; 1 some files were not wholly read or, with --verify-digests, something is not"
          + " proven; or it failed.",
      ""
    })
public final class ReplayCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "ARCHIVE",
      description = "A folder, a file, or s3://BUCKET/PREFIX, where PREFIX is a folder.")
  private @Nullable String from;

  @Mixin private ScopeOptions scope = new ScopeOptions();

  @Mixin private WholeOptions whole = new WholeOptions();

  @Option(names = "--dry-run", description = "Read and count, and write nothing.")
  private boolean dryRun;

  @Mixin private TableOption table = new TableOption();

  @Mixin private IdentityStoreOption identityStore = new IdentityStoreOption();

  @Mixin private AccountsOption accounts = new AccountsOption();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public ReplayCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(ReplaySettings replay, Whole whole, Output output) {}

  @Override
  public Integer call() {
    Instant began = clock.instant();
    Settings settings = Texts.checked(settings(began));
    Counts counts = new Counts();
    try (Wiring wiring = new Wiring(clock)) {
      Backfilling backfilling = wiring.backfilling(settings.replay(), counts);
      Replayed replayed = replayed(backfilling.replay(), began);
      if (!dryRun) {
        backfilling.coverage().backfilled(covered(replayed, settings.whole(), began));
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
      return replayed.isComplete() ? Exit.DONE : Exit.FAILED;
    }
  }

  private static Backfill covered(Replayed replayed, Whole whole, Instant now) {
    Backfill proven = Backfill.proven(replayed.verified());
    return whole.complete()
        ? proven.join(
            Backfill.stated(
                replayed.whole(),
                whole.author(now.truncatedTo(ChronoUnit.SECONDS), Wiring.caller())))
        : proven;
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
            Validation.combine(identityStore.value(), accounts.value())
                .ap((store, trusted) -> new Watched(store, trusted, true)),
            scope.part(now),
            whole.value(),
            Texts.alone(output.value()))
        .ap((archive, users, watched, part, rests, form) ->
            new Settings(
                new ReplaySettings(
                    archive,
                    users,
                    watched,
                    part.places(),
                    part.since(),
                    part.until(),
                    rests.digests(),
                    dryRun),
                rests,
                form))
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  private Validation<Seq<String>, String> archive() {
    if (from == null || from.isBlank()) {
      return Texts.alone(Validation.invalid("--from is missing"));
    }
    return ReplaySettings.isArchive(from)
        ? Validation.valid(from)
        : Texts.alone(
            Validation.invalid(
                "--from: '%s' is neither a folder's name nor s3://BUCKET/PREFIX".formatted(from)));
  }
}
