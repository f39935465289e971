package ninety.cli.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ninety.sweep.Count;
import ninety.sweep.Summary;

/** The outcome of a sweep, as metrics. */
public final class SweepMetrics {

  private SweepMetrics() {}

  /**
   * The numbers of one sweep, by name.
   *
   * @param heard when the schedule that was silent longest was heard last; empty where none is
   *     expected, or none was ever heard
   */
  public static Map<String, Long> of(Summary summary, Optional<Instant> heard, Instant now) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("Sweeps", 1L);
    summary
        .horizon()
        .ifPresent(horizon -> numbers.put("HorizonLagSeconds", horizon.lag(now).toSeconds()));
    heard.ifPresent(last ->
        numbers.put("HeartbeatAgeSeconds", Math.max(0, Duration.between(last, now).toSeconds())));
    numbers.put("UsersDue", summary.count(Count.LOOKED));
    numbers.put(
        "AlertsDelivered",
        summary.count(Count.RESENT)
            + summary.steps().stream().filter(Summary.Step::delivered).count()
            + summary.feedSteps().stream().filter(Summary.FeedStep::delivered).count()
            + summary.noticeSteps().stream().filter(Summary.NoticeStep::delivered).count());
    numbers.put("AlertsPending", summary.count(Count.PENDING));
    numbers.put("AlertsParked", summary.count(Count.PARKED));
    numbers.put("UsersGoneInDoubt", summary.count(Count.GONE_IN_DOUBT));
    numbers.put("UsersHeldBack", summary.count(Count.HELD_BACK));
    numbers.put("DirectoryChanges", summary.count(Count.DIRECTORY_CHANGES));
    numbers.put("SignsFailed", summary.count(Count.SIGNS_FAILED));
    numbers.put("UsersFailed", summary.count(Count.FAILED));
    numbers.put("UsersExempt", summary.count(Count.USERS_EXEMPT));
    numbers.put("ExemptionsInForce", summary.count(Count.EXEMPTIONS));
    return numbers;
  }
}
