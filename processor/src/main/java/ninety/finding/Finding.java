package ninety.finding;

import java.time.Instant;
import java.util.UUID;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Level;

/**
 * One episode of one user under one control, from its opening to its end.
 *
 * @param uid made once, at the opening, and kept: a late fact may move the baseline
 * @param level the highest level that was decided on
 * @param baseline where the control counted from when the level was decided
 * @param firstSeen the instant at which the first told level was reached; before {@code openedAt}
 *     where the sweep came late
 * @param openedAt when the sweep opened it
 * @param lastSeen the instant as of which the latest evaluation that moved it found it true
 * @param sequence the number of its latest transition, from 1
 */
public record Finding(
    UUID uid,
    Control control,
    Level level,
    Baseline baseline,
    Instant firstSeen,
    Instant openedAt,
    Instant lastSeen,
    int sequence) {}
