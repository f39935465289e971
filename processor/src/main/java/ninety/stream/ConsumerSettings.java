package ninety.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.cloudtrail.Watched;

/**
 * The settings of a consumer of the stream.
 *
 * @param coverageFrom since when what is in the stream is complete, where that is known to be
 *     before the first start
 * @param trial whether a wrong {@code coverageFrom} does no harm
 * @param watched the store and the accounts to watch; what is not of them is ignored or untrusted
 */
public record ConsumerSettings(
    String stream,
    Library library,
    Writing writing,
    Optional<Instant> coverageFrom,
    boolean trial,
    Watched watched) {

  /**
   * The Kinesis Client Library's part.
   *
   * @param application the KCL's application name, which is also the name of its lease table
   * @param checkpointEvery the least time between two checkpoints of a shard
   */
  public record Library(
      String application, Retrieval retrieval, Pace pace, Duration checkpointEvery) {}

  /**
   * The writing of users.
   *
   * @param granularity by how much the last activity must move to be written
   * @param inFlight calls to the users table at one time, over all shards
   */
  public record Writing(Duration granularity, int inFlight) {}

  /** The way in which records are fetched. */
  public enum Retrieval {
    /** Five reads a second and shard, shared by all consumers of the stream. */
    POLLING,
    /** Enhanced fan-out: a pipe of its own, at its own price; registers a stream consumer. */
    FAN_OUT
  }

  /** The pace at which the KCL looks after its leases. */
  public enum Pace {
    /** The pace that the KCL's documentation advises. */
    STANDARD,
    /** Short intervals, for servers on this machine: docs/adr/0006. */
    LOCAL
  }
}
