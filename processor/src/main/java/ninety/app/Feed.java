package ninety.app;

import java.time.Instant;
import ninety.coverage.Coverage;

/**
 * What is known of the feed just now: all that is said about users rests on it.
 *
 * @param expected of which signs of life must come
 * @param now the time by the clock
 */
public record Feed(Coverage coverage, Sources.Expected expected, Instant now) {}
