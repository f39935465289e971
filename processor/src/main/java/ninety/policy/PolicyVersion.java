package ninety.policy;

import java.time.Instant;

/**
 * A policy that sweeps judged by for a while.
 *
 * @param edition of the rules ({@link Policy#EDITION}) by which it was applied
 * @param by the author: the ARN of whoever called, or a few words such as {@code scheduled task}
 */
public record PolicyVersion(Policy policy, int edition, Instant since, String by) {}
