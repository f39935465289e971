package ninety.cli.report;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import ninety.cli.option.AccountsOption;
import ninety.cli.option.IdentityStoreOption;
import ninety.cli.option.InputFile;
import ninety.cli.option.ListingOption;
import ninety.cli.option.PolicyOptions;
import ninety.cli.option.Texts;
import ninety.cli.option.WideOption;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cloudtrail.Reading;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.exemption.Exemptions;
import ninety.policy.Policy;
import ninety.report.Archive;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    customSynopsis = "ninety report --from=FILE... [OPTION]...",
    description = {
      "Says how every user stands by archived CloudTrail records alone. Needs no AWS and keeps"
          + " nothing: to be tried before anything is installed.",
      "",
      "Reads whatever 'ninety explain' reads, and takes the files to hold every record from"
          + " --covered-from to --at. Compliant is only who is proved to be: who was not seen since"
          + " then is not-determinable, with the day from which on it is known. Users of whom the"
          + " files hold no record are not known here.",
      "",
      "Prints the worst first; days are in UTC. With --output json, one JSON line a user and"
          + " control: userId, userName, status, control, standing, since, days, next, because,"
          + " eventId; with --output csv, the same and asOf. What of the files did not count, and why,"
          + " goes to standard error.",
      ""
    })
public final class ReportCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of records to read; - for standard input.")
  private List<String> files = List.of();

  @Mixin private ReportOptions options = new ReportOptions();

  @Option(
      names = "--exemptions",
      paramLabel = "FILE",
      description = "Who is exempt: the lines of 'ninety exempt list --output json'.")
  private @Nullable String exemptions;

  @Mixin private PolicyOptions policy = new PolicyOptions();

  @Mixin private IdentityStoreOption identityStore = new IdentityStoreOption();

  @Mixin private AccountsOption accounts = new AccountsOption();

  @Mixin private WideOption wide = new WideOption();

  @Mixin private ListingOption output = new ListingOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public ReportCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(
      ReportOptions.Times times, Policy policy, Watched watched, ListingOption.Form output) {}

  @Override
  public Integer call() {
    Settings settings =
        Texts.checked(
            Validation.combine(
                    options.times(clock.instant()),
                    policy.policy(),
                    Validation.combine(identityStore.value(), accounts.value())
                        .ap((store, trusted) -> new Watched(store, trusted, true)),
                    Texts.alone(output.value()),
                    files.isEmpty()
                        ? Validation.<Seq<String>, List<String>>invalid(
                            io.vavr.collection.List.of("--from is missing"))
                        : Validation.<Seq<String>, List<String>>valid(files))
                .ap((times, rules, watched, form, _) -> new Settings(times, rules, watched, form))
                .mapError(mistakes -> mistakes.flatMap(each -> each)));
    Archive archive = new Archive(settings.times().at());
    // Both, so that all files that cannot be read are named at once.
    Optional<Exemptions> exempt = exemptions(settings.times().at());
    if (!readInto(archive, settings) || exempt.isEmpty()) {
      complain("Nobody is judged, since what could not be read may hold more.");
      return Exit.FAILED;
    }
    print(archive, exempt.get(), settings);
    return Exit.DONE;
  }

  /** Reads the files; true if every one could be read. */
  private boolean readInto(Archive archive, Settings settings) {
    RecordReader reader = new RecordReader(settings.watched());
    Instant at = settings.times().at();
    // An instant that is ahead of the clock is somebody's "what if": its records are not mistakes.
    Instant now = at.isAfter(clock.instant()) ? at : clock.instant();
    boolean allRead = true;
    for (String name : files) {
      InputFile file = new InputFile(name);
      try {
        for (Reading reading : file.readings(reader, now)) {
          archive.add(reading);
        }
      } catch (IOException unreadable) {
        complain(file.why(unreadable));
        allRead = false;
      }
    }
    return allRead;
  }

  /**
   * The exemptions of before the instant that is judged for: later ones must not hide what stood
   * then.
   */
  private Optional<Exemptions> exemptions(Instant at) {
    if (exemptions == null || exemptions.isBlank()) {
      return Optional.of(Exemptions.NONE);
    }
    try {
      return Optional.of(ExemptionFile.read(Path.of(exemptions)).asOf(at));
    } catch (IOException unreadable) {
      complain(new InputFile(exemptions).why(unreadable));
    } catch (InvalidPathException noPath) {
      complain("%s: not the name of a file".formatted(exemptions));
    }
    return Optional.empty();
  }

  private void print(Archive archive, Exemptions exempt, Settings settings) {
    ReportOptions.Times times = settings.times();
    Optional<Instant> from = times.coveredFrom().or(archive::earliest);
    ReportView view = new ReportView(archive.judged(settings.policy(), exempt, from, times.gaps()));
    List<String> basis =
        view.basis(
            from,
            times.coveredFrom().isEmpty(),
            times.gaps().size(),
            times.at(),
            archive.unused().keySet().stream().anyMatch(each -> !each.what().equals("rejected")));
    PrintWriter out = spec.commandLine().getOut();
    switch (settings.output()) {
      case JSON -> {
        view.lines(out);
        basis.forEach(this::complain);
      }
      case CSV -> {
        view.csv(times.at()).print(out);
        basis.forEach(this::complain);
      }
      case TABLE -> {
        view.table(wide.value(), out);
        out.println();
        basis.forEach(out::println);
      }
    }
    out.flush();
    ReportView.unused(archive.unused()).forEach(this::complain);
  }

  private void complain(String sentence) {
    Complaint.print(spec, sentence);
  }
}
