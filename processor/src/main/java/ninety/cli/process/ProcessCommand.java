package ninety.cli.process;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import ninety.app.Diagnosis;
import ninety.app.ProcessSettings;
import ninety.app.Wiring;
import ninety.cli.option.MetricsOption;
import ninety.cli.option.OutputOption;
import ninety.cli.option.Remedies;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.option.Trial;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.Metrics;
import ninety.cli.terminal.OnSignal;
import ninety.cli.terminal.Output;
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

  @Mixin private WatchedOptions watched = new WatchedOptions();

  @Mixin private WritingOptions writing = new WritingOptions();

  @Mixin private LibraryOptions library = new LibraryOptions();

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

  /**
   * The first line of the log, which says what the start waits for, since nothing else is logged
   * meanwhile.
   */
  static String started(ProcessSettings settings) {
    String application = settings.consumer().library().application();
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
                settings.process().consumer().library().application()),
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
    return Validation.combine(
            process(),
            Texts.alone(Texts.duration("--counts-every", countsEvery, Duration.ofSeconds(1))),
            Texts.alone(output.value()),
            Texts.alone(metrics.value()))
        .ap(Settings::new)
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  private Validation<Seq<String>, ProcessSettings> process() {
    return Validation.combine(
            consumer(),
            Texts.alone(table.value()),
            Texts.alone(
                Texts.required("--dead-letter-queue", "NINETY_DEAD_LETTER_QUEUE", deadLetterQueue)),
            Texts.alone(Validation.valid(Optional.ofNullable(workerId))))
        .ap(ProcessSettings::new)
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  private Validation<Seq<String>, ConsumerSettings> consumer() {
    return Validation.combine(
            Texts.alone(Texts.required("--stream", "NINETY_STREAM", stream)),
            library.library(),
            writing.writing(),
            Texts.alone(Texts.instant("--coverage-from", coverageFrom)),
            Texts.alone(Trial.fromEnvironment()),
            watched.watched())
        .ap(ConsumerSettings::new)
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
