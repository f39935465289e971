package ninety.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import ninety.cloudtrail.LogFile;
import ninety.coverage.Source;
import ninety.coverage.Span;

/** Of which time of which places everything was read. Safe for all threads. */
public interface Reckoning {

  /**
   * A file was read.
   *
   * @param whole to its end, and everything in it was understood
   */
  void read(LogFile file, boolean whole);

  /** The time of which everything was read, by place; a place without any is in it too. */
  Map<Source, List<Span>> spans(Scope scope, Instant now);
}
