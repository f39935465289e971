package ninety.cli.process;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import ninety.app.Diagnosis;
import ninety.app.ProcessSettings;
import ninety.app.Wiring;
import ninety.cli.option.AccountsOption;
import ninety.cli.option.IdentityStoreOption;
import ninety.cli.option.MetricsOption;
import ninety.cli.option.OutputOption;
import ninety.cli.option.Remedies;
import ninety.cli.option.SignsOption;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.option.Trial;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.Metrics;
import ninety.cli.terminal.OnSignal;
import ninety.cli.terminal.Output;
import ninety.cloudtrail.Watched;
import ninety.ingest.Counts.Tally;
import ninety.stream.Consumer;
import ninety.stream.ConsumerSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "process",
    customSynopsis = "ninety process --stream=NAME --dead-letter-queue=URL [OPTION]...",
    description = {
      "Consumes the stream and keeps the users table up to date, until SIGTERM.",
      "",
      "Any number of these share a stream. A record that cannot be used goes to the dead-letter"
          + " queue with the reason. On SIGTERM it finishes its batches, writes its checkpoints and"
          + " ends with exit code 0.",
      ""
    })
public final class ProcessCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessCommand.class);

  /** After the consumer's own 60 s. */
  public static final Duration LAST_WORDS = Duration.ofSeconds(30);

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--stream",
      defaultValue = "${env:NINETY_STREAM}",
      paramLabel = "NAME",
      description = "The Kinesis stream to read.")
  private @Nullable String stream;

  @Option(
      names = "--dead-letter-queue",
      defaultValue = "${env:NINETY_DEAD_LETTER_QUEUE}",
      paramLabel = "URL",
      description = "The SQS queue for records that cannot be used.")
  private @Nullable String deadLetterQueue;

  @Mixin private TableOption table = new TableOption();

  @Option(
      names = "--application",
      defaultValue = "${env:NINETY_APPLICATION:-ninety}",
      paramLabel = "NAME",
      description =
          "The KCL application: workers of one name share the stream; its lease table has that name"
              + " too (${DEFAULT-VALUE}).")
  private @Nullable String application;

  @Mixin private IdentityStoreOption identityStore = new IdentityStoreOption();

  @Mixin private AccountsOption accounts = new AccountsOption();

  @Mixin private SignsOption signs = new SignsOption();

  @Option(
      names = "--accept-bare",
      arity = "0..1",
      defaultValue = "${env:NINETY_ACCEPT_BARE:-false}",
      fallbackValue = "true",
      paramLabel = "true|false",
      description =
          "Accept records without an EventBridge envelope. Nothing shows that AWS sent them: only"
              + " where whoever can write to the stream is trusted (${DEFAULT-VALUE}).")
  private String acceptBare = "";

  @Option(
      names = "--retrieval",
      defaultValue = "${env:NINETY_RETRIEVAL:-polling}",
      paramLabel = "HOW",
      description = "polling, or fan-out for enhanced fan-out (${DEFAULT-VALUE}).")
  private String retrieval = "";

  @Option(
      names = "--granularity",
      defaultValue = "${env:NINETY_GRANULARITY:-1h}",
      paramLabel = "DURATION",
      description =
          "A last activity that moves by less is not written; 0 writes each, 1d is the most"
              + " (${DEFAULT-VALUE}).")
  private String granularity = "";

  @Option(
      names = "--writes-in-flight",
      defaultValue = "${env:NINETY_WRITES_IN_FLIGHT:-64}",
      paramLabel = "N",
      description = "Calls to the users table at one time (${DEFAULT-VALUE}).")
  private String writesInFlight = "";

  @Option(
      names = "--checkpoint-every",
      defaultValue = "${env:NINETY_CHECKPOINT_EVERY:-10s}",
      paramLabel = "DURATION",
      description = "The least time between two checkpoints of a shard (${DEFAULT-VALUE}).")
  private String checkpointEvery = "";

  @Option(
      names = "--coverage-from",
      defaultValue = "${env:NINETY_COVERAGE_FROM}",
      paramLabel = "INSTANT",
      description =
          "Since when all events are in the stream, if that is before the first start; not before"
              + " the stream was made. Users are counted from then on at the earliest: a wrong"
              + " instant makes false alarms. Beside it, signs of life must have come since then: the time"
              + " until the first is a gap. It changes nothing where the table has an earlier one.")
  private @Nullable String coverageFrom;

  @Option(
      names = "--counts-every",
      defaultValue = "${env:NINETY_COUNTS_EVERY:-1m}",
      paramLabel = "DURATION",
      description = "How often the counts are logged, if they changed (${DEFAULT-VALUE}).")
  private String countsEvery = "";

  @Option(
      names = "--pace",
      defaultValue = "${env:NINETY_PACE:-standard}",
      paramLabel = "PACE",
      description =
          "standard, or local for short intervals with servers on this machine; never against AWS"
              + " (${DEFAULT-VALUE}).")
  private String pace = "";

  @Option(
      names = "--worker-id",
      defaultValue = "${env:NINETY_WORKER_ID}",
      paramLabel = "ID",
      description = "This worker's name among those of the application (a random one).")
  private @Nullable String workerId;

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private MetricsOption metrics = new MetricsOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public ProcessCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(
      ProcessSettings process, Duration countsEvery, Output output, Metrics.Form metrics) {}

  @Override
  public Integer call() {
    Settings settings = Texts.checked(settings());
    try (Wiring wiring = new Wiring(clock)) {
      Consumer consumer = wiring.consumer(settings.process());
      LOG.info("{}", started(settings.process()));
      try (OnSignal signal = new OnSignal(consumer::stop, LAST_WORDS)) {
        consume(consumer, settings);
        signal.done();
      }
      return Exit.DONE;
    }
  }

  /** What it waits for at first, since nothing else is logged meanwhile. */
  static String started(ProcessSettings settings) {
    String application = settings.consumer().application();
    return "Consuming stream %s into table %s as %s. The first records come after a minute or two: the Kinesis Client Library makes or reads its lease table %s and takes leases of the shards."
        .formatted(settings.consumer().stream(), settings.table(), application, application);
  }

  private void consume(Consumer consumer, Settings settings) {
    TallyMetrics metrics =
        new TallyMetrics(
            new Metrics(
                settings.metrics(),
                spec.commandLine().getOut(),
                clock,
                "Application",
                settings.process().consumer().application()),
            consumer.tally());
    Thread counts =
        Thread.ofVirtual().start(() -> logCounts(consumer, settings.countsEvery(), metrics));
    try {
      consumer.run();
    } catch (RuntimeException failed) {
      throw Failure.failed(Remedies.line(Diagnosis.of(failed, settings.process())));
    } finally {
      counts.interrupt();
      metrics.publish(consumer.tally());
      new TallyView(consumer.tally()).print(settings.output(), spec.commandLine().getOut());
    }
  }

  private Validation<Seq<String>, Settings> settings() {
    record Source(String stream, Optional<Instant> coverageFrom, boolean trial, Watched watched) {}
    var source =
        Validation.combine(
                Texts.required("--stream", "NINETY_STREAM", stream),
                Texts.instant("--coverage-from", coverageFrom),
                identityStore.value(),
                accounts.value(),
                Texts.flag("--accept-bare", acceptBare),
                signs.value(),
                Trial.fromEnvironment())
            .ap((name, from, store, trusted, bare, roles, trial) ->
                new Source(
                    name,
                    from,
                    trial,
                    new Watched(store, trusted, bare, Set.copyOf(roles.values()))));
    var consumer =
        Validation.combine(
                source,
                Texts.alone(Texts.required("--application", "NINETY_APPLICATION", application)),
                Texts.alone(
                    Texts.oneOf("--retrieval", retrieval, ConsumerSettings.Retrieval.class)),
                Texts.alone(Texts.oneOf("--pace", pace, ConsumerSettings.Pace.class)),
                Texts.alone(
                    Texts.duration(
                        "--granularity", granularity, Duration.ZERO, Duration.ofDays(1))),
                Texts.alone(Texts.count("--writes-in-flight", writesInFlight, 1, 1000)),
                Texts.alone(Texts.duration("--checkpoint-every", checkpointEvery, Duration.ZERO)))
            .ap((from, name, how, speed, step, writes, checkpoints) ->
                new ConsumerSettings(
                    from.stream(),
                    name,
                    how,
                    speed,
                    step,
                    writes,
                    checkpoints,
                    from.coverageFrom(),
                    from.trial(),
                    from.watched()))
            .mapError(mistakes -> mistakes.<String>flatMap(each -> each));
    var process =
        Validation.combine(
                consumer,
                Texts.alone(table.value()),
                Texts.alone(
                    Texts.required(
                        "--dead-letter-queue", "NINETY_DEAD_LETTER_QUEUE", deadLetterQueue)),
                Validation.<Seq<String>, Optional<String>>valid(Optional.ofNullable(workerId)))
            .ap(ProcessSettings::new)
            .mapError(mistakes -> mistakes.<String>flatMap(each -> each));
    return Validation.combine(
            process,
            Texts.alone(Texts.duration("--counts-every", countsEvery, Duration.ofSeconds(1))),
            Texts.alone(output.value()),
            Texts.alone(metrics.value()))
        .ap(Settings::new)
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  private static void logCounts(Consumer consumer, Duration every, TallyMetrics metrics) {
    Tally last = consumer.tally();
    try {
      while (true) {
        Thread.sleep(every);
        Tally now = consumer.tally();
        metrics.publish(now);
        if (!now.equals(last)) {
          LOG.info("{}", new TallyView(now).line());
          last = now;
        }
      }
    } catch (InterruptedException ended) {
      LOG.debug("No more counts");
    }
  }
}
