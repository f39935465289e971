package ninety.app;

import java.util.Optional;
import ninety.policy.Policy;

/**
 * What {@code ninety sweep} works with.
 *
 * @param alertQueue the URL of an SQS queue
 * @param undelivered the URL of the queue of events that EventBridge gave up
 * @param dataKey the ARN of the KMS key that encrypts the way on which events come
 * @param signingKey a KMS key's id or ARN, or an alias; empty where alerts go unsigned
 * @param cautions what only a person, or the module's task, can mean
 * @param trial whether harm does not matter, as in demos and tests
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
    Cautions cautions,
    boolean trial) {}
