package ninety.finding;

import java.time.Instant;
import java.util.UUID;

/** One step of a finding, about a user, about the feed, or of something that is noticed besides. */
public sealed interface Transition permits UserTransition, FeedTransition, Notice {

  /** The id of the finding that it is a step of. */
  UUID findingUid();

  /** The label of the step, such as {@code breach}; alerts' ids are made from it. */
  String stepLabel();

  /** The number of the step in its finding, from 1. */
  int sequence();

  /** When it was decided. */
  Instant time();

  /** The alert's id: always the same for the same step, so that a SIEM can drop repeats. */
  UUID alertId();
}
