package ninety.app;

import java.time.Instant;
import ninety.coverage.Coverage;

/**
 * The feed as it is known just now: all that is said about users rests on it.
 *
 * @param expected of which signs of life must come
 * @param now the time by the clock
 */
public record Feed(Coverage coverage, Sources.Expected expected, Instant now) {}
