package ninety.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.cli.option.Trial;
import ninety.cli.sweep.CautionOptions;
import ninety.cli.terminal.Metrics;
import ninety.cli.terminal.Output;
import ninety.policy.Policy;

/**
 * What {@code ninety sweep} works with.
 *
 * @param alertQueue the URL of an SQS queue
 * @param undelivered the URL of the queue of events that EventBridge gave up
 * @param dataKey the ARN of the KMS key that encrypts the way on which events come
 * @param signingKey a KMS key's id or ARN, or an alias; empty where alerts go unsigned
 * @param at the instant to judge for, instead of now
 * @param cautions what only a person, or the module's task, can mean
 * @param trial whether harm does not matter, see {@link Trial}
 * @param every how long after one sweep the next begins; empty for a single one
 */
public record SweepSettings(
    String table,
    String alertQueue,
    Optional<String> undelivered,
    Optional<String> dataKey,
    Policy policy,
    Sources sources,
    DirectorySettings directory,
    Optional<String> account,
    AlertFormat format,
    Optional<String> signingKey,
    Optional<Instant> at,
    Optional<Duration> every,
    boolean dryRun,
    CautionOptions.Cautions cautions,
    boolean trial,
    Output output,
    Metrics.Form metrics) {}
