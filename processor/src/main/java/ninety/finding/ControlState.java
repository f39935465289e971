package ninety.finding;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.policy.Baseline;
import ninety.policy.Level;

/** The state of a user under one control: quiet, or with an open finding. */
public sealed interface ControlState {

  /** The number of findings that were opened so far. */
  int episodes();

  /**
   * Of a control that counts no days: up to when what it forbids is reported and over. For what was
   * a breach stays one in the user's record, and is not to be reported again.
   */
  Optional<Instant> reportedUpTo();

  /** The finding that is open, if one is. */
  Optional<Finding> openFinding();

  /** The state of which this is kept. */
  static ControlState of(int episodes, Optional<Finding> open, Optional<Instant> reportedUpTo) {
    return open.<ControlState>map(finding -> new Open(episodes, finding, reportedUpTo))
        .orElseGet(() -> new Quiet(episodes, reportedUpTo));
  }

  /** True if what was done at that instant was reported, and is over. */
  default boolean isOver(Instant deed) {
    return this instanceof Quiet
        && reportedUpTo().filter(until -> !deed.isAfter(until)).isPresent();
  }

  /** No finding is open. */
  record Quiet(int episodes, Optional<Instant> reportedUpTo) implements ControlState {

    /** No finding was ever opened. */
    public static final Quiet NEVER = new Quiet(0, Optional.empty());

    @Override
    public Optional<Finding> openFinding() {
      return Optional.empty();
    }

    /** The number of the finding that would be opened next. */
    int nextEpisode() {
      return episodes + 1;
    }

    /** A finding is opened. */
    Open open(Finding finding) {
      return new Open(nextEpisode(), finding, reportedUpTo);
    }
  }

  /** A finding is open. */
  record Open(int episodes, Finding finding, Optional<Instant> reportedUpTo)
      implements ControlState {

    @Override
    public Optional<Finding> openFinding() {
      return Optional.of(finding);
    }

    /** The finding reached a higher level. */
    Open raised(Level level, Baseline baseline, Instant asOf) {
      return new Open(episodes, finding.raised(level, baseline, asOf), reportedUpTo);
    }

    /**
     * The finding ended.
     *
     * @param over up to when everything that was forbidden is over with it
     */
    Quiet closed(Optional<Instant> over) {
      return new Quiet(
          episodes,
          Stream.of(reportedUpTo, over).flatMap(Optional::stream).max(Comparator.naturalOrder()));
    }
  }
}
