package ninety.sweep;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import ninety.coverage.Expecting.Claim;
import ninety.coverage.Source;
import ninety.policy.Policy;

/**
 * The settings that a sweep goes by.
 *
 * @param sources of which signs of life must come; none where idle streams are trusted
 * @param claim what that means for those that are expected already
 * @param horizonLimit by how much the horizon may lag before that is reported
 * @param store the identity store that is watched
 * @param acceptGone of how many users at one time it is believed that they are gone, where a person
 *     says that it is right
 * @param firstSweepLimit how many alerts about users the first sweeps after an upgrade decide on
 *     within an hour, at the most
 * @param dataKey the ARN of the KMS key that encrypts the way on which events come
 */
public record Rules(
    Policy policy,
    Set<Source> sources,
    Claim claim,
    Duration horizonLimit,
    Optional<String> store,
    OptionalInt acceptGone,
    int firstSweepLimit,
    Optional<String> dataKey) {

  /** The {@code --first-sweep-limit} where nothing is said. */
  private static final int FIRST_SWEEP_LIMIT = 1_000;

  public Rules(Policy policy, Set<Source> sources, Duration horizonLimit, Optional<String> store) {
    this(policy, sources, horizonLimit, store, OptionalInt.empty(), FIRST_SWEEP_LIMIT);
  }

  /** Where the sources are all of them. */
  public Rules(
      Policy policy,
      Set<Source> sources,
      Duration horizonLimit,
      Optional<String> store,
      OptionalInt acceptGone,
      int firstSweepLimit) {
    this(
        policy,
        sources,
        Claim.ALL,
        horizonLimit,
        store,
        acceptGone,
        firstSweepLimit,
        Optional.empty());
  }

  public Rules {
    sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
  }
}
