package ninety.cli.process;

import java.time.Duration;
import java.util.Optional;
import ninety.cli.terminal.Metrics;
import ninety.cli.terminal.Output;
import ninety.stream.ConsumerSettings;

/**
 * What {@code ninety process} works with.
 *
 * @param deadLetterQueue the URL of an SQS queue
 * @param countsEvery how often the counts are logged, if they changed
 */
public record ProcessSettings(
    ConsumerSettings consumer,
    String table,
    String deadLetterQueue,
    Duration countsEvery,
    Optional<String> workerId,
    Output output,
    Metrics.Form metrics) {}
