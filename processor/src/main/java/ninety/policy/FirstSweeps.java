package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The number of alerts about users that the first sweeps after an upgrade decided on, so that a
 * corrected rule floods nobody. It is counted by the time at which sweeps begin.
 *
 * @param settled the edition of the rules by which everybody who was due was judged
 * @param last when the latest alerts that are counted were decided on
 * @param alerts how many are counted: with never an hour between two of them
 */
public record FirstSweeps(int settled, Optional<Instant> last, int alerts) {

  private static final Duration HOUR = Duration.ofHours(1);

  static final FirstSweeps SETTLED = new FirstSweeps(Policy.EDITION, Optional.empty(), 0);

  /** True if not everybody is judged by the present rules yet, so that the limit holds. */
  public boolean limited() {
    return settled != Policy.EDITION;
  }

  /**
   * With so many alerts more; empty where they would be more than the limit within an hour. After
   * an hour without any it counts from 0: no hour, wherever it begins, then has more.
   */
  public Optional<FirstSweeps> claim(int more, int limit, Instant now) {
    // A clock that is far off, or was, stops nobody for good.
    boolean fresh =
        last.filter(it -> Duration.between(it, now).abs().compareTo(HOUR) < 0).isEmpty();
    int before = fresh ? 0 : alerts;
    if (more > limit - before) {
      return Optional.empty();
    }
    Instant latest = fresh ? now : last.filter(it -> it.isAfter(now)).orElse(now);
    return Optional.of(new FirstSweeps(settled, Optional.of(latest), before + more));
  }

  /** Everybody who was due was judged by the present rules. */
  public FirstSweeps settle() {
    return SETTLED;
  }

  FirstSweeps settledAt(int edition) {
    return new FirstSweeps(edition, last, alerts);
  }
}
