package ninety.simulation;

import java.time.Instant;

/** An exemption as it was granted, for the naive model. */
record Granted(String id, int user, boolean byName, Instant at, Instant until, boolean removed) {}
