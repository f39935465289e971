package ninety.app;

import java.util.Optional;
import ninety.policy.Policy;

/**
 * The settings of {@code ninety sweep}.
 *
 * @param cautions what only a person, or the module's task, can mean
 * @param trial whether harm does not matter, as in demos and tests
 */
public record SweepSettings(
    String table,
    Alerting alerting,
    Transport transport,
    Policy policy,
    Sources sources,
    DirectorySettings directory,
    Cautions cautions,
    boolean trial) {

  /**
   * Where alerts go, and in which form.
   *
   * @param queue the URL of an SQS queue
   * @param account of the Identity Center instance
   * @param signingKey a KMS key's id or ARN, or an alias; empty where alerts go unsigned
   */
  public record Alerting(
      String queue, Optional<String> account, AlertFormat format, Optional<String> signingKey) {}

  /**
   * The way on which events come, as far as a sweep looks at it.
   *
   * @param undelivered the URL of the queue of events that EventBridge gave up
   * @param dataKey the ARN of the KMS key that encrypts it
   */
  public record Transport(Optional<String> undelivered, Optional<String> dataKey) {}
}
