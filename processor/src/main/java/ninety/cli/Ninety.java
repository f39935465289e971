package ninety.cli;

import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.stream.Stream;
import ninety.cli.coverage.CoverageCommand;
import ninety.cli.exempt.ExemptCommand;
import ninety.cli.explain.ExplainCommand;
import ninety.cli.option.Remedies;
import ninety.cli.option.Texts;
import ninety.cli.option.Trial;
import ninety.cli.process.ProcessCommand;
import ninety.cli.reconcile.ImportCommand;
import ninety.cli.redrive.RedriveCommand;
import ninety.cli.replay.ReplayCommand;
import ninety.cli.report.ReportCommand;
import ninety.cli.sweep.SweepCommand;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.cli.users.UsersCommand;
import ninety.cli.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code ninety}. */
@Command(
    name = "ninety",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Watches the users of AWS IAM Identity Center for the 90-day rules of PCI DSS (8.2.6"
          + " inactivity, 8.3.9 password age) and alerts the SIEM before, at and after day 90.",
      ""
    },
    footer = {
      "",
      "Settings can come from the environment (--alert-queue from NINETY_ALERT_QUEUE). Options for"
          + " a single run (--all, --at, --at-risk, --complete, --covered-from, --covers, --day,"
          + " --dry-run, --exemptions, --export, --from, --gap, --gaps, --listed-at, --max,"
          + " --names, --older-than, --owner, --places, --public-keys, --rate, --reason, --resend,"
          + " --resend-max, --signature, --since, --to, --until, --verify-digests, --wide, --yes,"
          + " --younger-than) have no"
          + " environment variable. An empty value is none; an option that has a default refuses"
          + " it. Region, credentials and endpoints are those of the AWS SDK: AWS_REGION,"
          + " AWS_PROFILE, AWS_ENDPOINT_URL.",
      "",
      "Exit codes: 0 done; 1 failed, the message says what to do; 2 misused."
    },
    subcommands = {
      ProcessCommand.class,
      SweepCommand.class,
      ImportCommand.class,
      UsersCommand.class,
      ExemptCommand.class,
      CoverageCommand.class,
      ReplayCommand.class,
      RedriveCommand.class,
      ReportCommand.class,
      ExplainCommand.class,
      VerifyCommand.class
    })
public final class Ninety implements Runnable {

  @CommandLine.Spec private CommandSpec spec;

  @Option(
      names = "--log-level",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:NINETY_LOG_LEVEL:-info}",
      paramLabel = "LEVEL",
      description =
          "What goes to the log on standard error: debug, info or warn (${DEFAULT-VALUE}).")
  private String logLevel = "info";

  @Option(
      names = "--log-format",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:NINETY_LOG_FORMAT:-text}",
      paramLabel = "FORMAT",
      description = "text for people, json for machines (${DEFAULT-VALUE}).")
  private String logFormat = "text";

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public Ninety() {}

  /** Runs the command and ends the JVM, whatever threads a library left. */
  public static void main(String... arguments) {
    try {
      System.exit(run(Clock.systemUTC(), arguments));
    } catch (Throwable broken) { // An Error too: else other threads would keep a dead task alive.
      broken.printStackTrace();
      System.exit(Exit.FAILED);
    }
  }

  public static int run(Clock clock, String... arguments) {
    return run(
        clock,
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        arguments);
  }

  /** The same with other places for what it prints. */
  public static int run(Clock clock, PrintWriter out, PrintWriter err, String... arguments) {
    Ninety ninety = new Ninety();
    CommandLine line = new CommandLine(ninety, new Commands(clock));
    line.setOut(out);
    line.setErr(err);
    line.setExecutionStrategy(parsed -> {
      try {
        ninety.configureLogging();
      } catch (Failure mistakes) {
        throw new ParameterException(line, mistakes.getMessage());
      }
      Trial.notice(parsed, System.getenv(Trial.VARIABLE)).ifPresent(err::println);
      return new CommandLine.RunLast().execute(parsed);
    });
    line.setParameterExceptionHandler((mistake, _) -> misused(mistake));
    line.setExecutionExceptionHandler((failure, failed, _) -> failed(failure, failed));
    return line.execute(arguments);
  }

  /** Without a subcommand: say what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private void configureLogging() {
    record Log(Logging.Format format, Logging.Threshold threshold) {}
    Log log =
        Texts.checked(
            Validation.combine(
                    Texts.oneOf("--log-format", logFormat, Logging.Format.class),
                    Texts.oneOf("--log-level", logLevel, Logging.Threshold.class))
                .ap(Log::new));
    Logging.configure(log.format(), log.threshold());
  }

  private static int misused(ParameterException mistake) {
    CommandLine line = mistake.getCommandLine();
    CommandSpec ninety = line.getCommandSpec().root();
    StringWriter hints = new StringWriter();
    UnmatchedArgumentException.printSuggestions(mistake, new PrintWriter(hints, true));
    Stream.of(String.valueOf(mistake.getMessage()), hints.toString())
        .flatMap(String::lines)
        .forEach(each -> Complaint.print(ninety, each));
    return help(line.getCommandSpec(), Exit.MISUSED);
  }

  private static int failed(Exception failure, CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    Failure stated = Remedies.of(failure);
    Complaint.print(command, stated);
    org.slf4j.LoggerFactory.getLogger(Ninety.class).debug("The failure in full", failure);
    return help(command, stated.exitCode());
  }

  /** After a command that was misused, how to learn how it is used. */
  private static int help(CommandSpec command, int exitCode) {
    if (exitCode == Exit.MISUSED) {
      command.commandLine().getErr().printf("Try '%s --help'.%n", command.qualifiedName());
    }
    return exitCode;
  }
}
