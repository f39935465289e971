package ninety.coverage;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The store of coverage. Every call may be repeated and made by several workers at one time: what
 * is written can only grow, but for shards that are finished and gone.
 */
public interface CoverageLog {

  Coverage read();

  /**
   * Binds the shards to a stream, unless they are bound already.
   *
   * @return the stream to which they are bound
   */
  String stream(String wanted);

  /** Listening began at this instant, unless it is known to have begun before. */
  void begun(Instant from);

  /** There are these shards; of those that are known already nothing changes. */
  void shards(Map<String, Progress> found);

  /** A shard was processed this far; joined with what is known of it. */
  void progressed(String shard, Progress progress);

  /** Kinesis lists these shards no more; those that are not finished stay all the same. */
  void gone(Set<String> shards);

  /** Records of a shard expired in the stream before anybody read them: {@link Coverage#losses}. */
  void lost(Span span);

  /** Signs of life of a source arrived. */
  void heard(Source source, Listening beats);

  /** A sweep found of which sources signs of life must come: {@link Coverage#after}. */
  void expecting(Expecting found);

  /** Archived logs were wholly read, of these times by place: {@link Backfill}. */
  void backfilled(Backfill read);

  /** Records what waits in the queue of undelivered events: {@link Doubts#after}. */
  void undelivered(Waiting found);
}
