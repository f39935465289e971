package ninety.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import ninety.aws.Fault;
import ninety.coverage.CoverageLog;
import ninety.coverage.Listening;
import ninety.coverage.Source;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The settling of batches, whoever brings them: news are kept, signs of life and what concerns
 * nobody are noted, and what cannot be used is parked. What passes by itself is tried again.
 */
public final class Settlement {

  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  private final String whose;
  private final RecordKeeper keeper;
  private final CoverageLog coverage;
  private final Noting noting;
  private final DeadLetters deadLetters;
  private final Counts counts;
  private final Waits waits;

  /** The pauses before retries. */
  public interface Waits {
    /** Waits; true where there shall be no more tries. */
    boolean pause(int retry);
  }

  /**
   * @param whose the batches, for the log, such as {@code Shard shardId-000000000007}
   * @param noting takes each of a batch at least once before the batch is settled; what it throws
   *     of the AWS SDK that passes is tried again
   */
  public Settlement(
      String whose,
      RecordKeeper keeper,
      CoverageLog coverage,
      Noting noting,
      DeadLetters deadLetters,
      Counts counts,
      Waits waits) {
    this.whose = whose;
    this.keeper = keeper;
    this.coverage = coverage;
    this.noting = noting;
    this.deadLetters = deadLetters;
    this.counts = counts;
    this.waits = waits;
  }

  /**
   * Settles all of a batch: when this is true, each of its records is persisted, ignored and
   * counted, or parked. False where it was given up before; all of it may be brought again.
   *
   * @throws RuntimeException where only a person can help
   */
  public boolean settle(Batch batch) {
    return kept(batch)
        && until(() -> heard(batch.heartbeats()))
        && until(() -> noted(batch))
        && parked(batch.deadLetters());
  }

  private boolean kept(Batch batch) {
    Map<UserId, UserRecord> open = new HashMap<>(batch.news());
    for (int retry = 1; !open.isEmpty(); retry++) {
      List<String> faults = new ArrayList<>();
      keeper
          .keep(new HashMap<>(open))
          .forEach((id, outcome) -> {
            switch (outcome) {
              case RecordKeeper.Outcome.Kept() -> open.remove(id);
              case RecordKeeper.Outcome.Later(var fault) -> faults.add(fault);
              case RecordKeeper.Outcome.Refused(var reason, var detail) -> {
                open.remove(id);
                for (Envelope envelope : batch.sources().getOrDefault(id, List.of())) {
                  batch.giveUp(new DeadLetter(envelope, reason, detail), counts);
                }
              }
            }
          });
      if (!faults.isEmpty()) {
        LOG.warn(
            "{}: {} of {} users not written yet ({}); trying again",
            whose,
            open.size(),
            batch.news().size(),
            faults.getFirst());
        if (waits.pause(retry)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean parked(List<DeadLetter> letters) {
    List<DeadLetter> left = letters;
    for (int retry = 1; !left.isEmpty(); retry++) {
      left = deadLetters.park(left);
      if (!left.isEmpty() && waits.pause(retry)) {
        return false;
      }
    }
    return true;
  }

  /** Tries until it is done; false where there shall be no more tries. */
  public boolean until(BooleanSupplier done) {
    for (int retry = 1; !done.getAsBoolean(); retry++) {
      if (waits.pause(retry)) {
        return false;
      }
    }
    return true;
  }

  private boolean heard(Map<Source, Listening> heartbeats) {
    return whatPasses(() -> heartbeats.forEach(coverage::heard));
  }

  private boolean noted(Batch batch) {
    return whatPasses(() -> {
      batch.directoryChanges().forEach(noting::directoryChanged);
      batch.tamperings().forEach(noting::tampered);
    });
  }

  /** Calls; false where that failed for now, and what lasts is thrown. */
  public boolean whatPasses(Runnable call) {
    try {
      call.run();
      return true;
    } catch (SdkException failed) {
      if (Fault.of(failed) != Fault.PASSING) {
        throw failed;
      }
      LOG.warn(
          "{}: coverage or a directory change not written yet ({}); trying again",
          whose,
          Fault.describe(failed));
      return false;
    }
  }
}
