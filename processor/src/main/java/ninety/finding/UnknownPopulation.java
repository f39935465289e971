package ninety.finding;

import java.time.Instant;
import java.util.Optional;

/**
 * The population was found not to be known: no list of the whole directory was ever compared with
 * the table, so users of whom no event came are not in it (promise 10).
 *
 * @param noticed by the first sweep that found it so
 * @param store the identity store that was watched then
 */
public record UnknownPopulation(Instant noticed, Optional<String> store) {}
