package ninety.simulation;

import java.time.Instant;
import java.util.Optional;

/**
 * What the directory said about a user.
 *
 * @param time when, by the clock of whoever asked
 * @param really when, by the world's
 * @param right whether the right directory was asked
 */
public record Word(
    int user,
    Instant time,
    Instant really,
    String id,
    boolean there,
    boolean enabled,
    boolean right,
    Optional<Instant> created,
    Optional<String> name) {}
