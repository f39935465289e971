package ninety.cli;

import java.time.Duration;
import java.util.Optional;
import ninety.stream.ConsumerSettings;

/**
 * What {@code ninety process} works with.
 *
 * @param deadLetterQueue the URL of an SQS queue
 * @param countsEvery how often the counts are logged, if they changed
 */
record ProcessSettings(
    ConsumerSettings consumer,
    String table,
    String deadLetterQueue,
    Duration countsEvery,
    Optional<String> workerId,
    Output output,
    Metrics.Form metrics) {}
