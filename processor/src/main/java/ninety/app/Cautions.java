package ninety.app;

import java.util.OptionalInt;

/**
 * The acts of a sweep that it does only if a person, or the module's task, says that they are
 * meant.
 *
 * @param changePolicy bring the policy that is given into force instead of another one
 * @param firstSweepLimit alerts about users an hour after an upgrade
 * @param acceptGone how many users may be gone at one time and be believed to be
 */
public record Cautions(boolean changePolicy, int firstSweepLimit, OptionalInt acceptGone) {}
