package ninety.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ninety.sweep.Summary;

/** What a sweep did, as metrics. */
final class SweepMetrics {

  private SweepMetrics() {}

  /**
   * @param heard when the Region that was silent longest was heard last; empty where none is
   *     expected, or none was ever heard
   */
  static Map<String, Long> of(Summary summary, Optional<Instant> heard, Instant now) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("Sweeps", 1L);
    summary
        .horizon()
        .ifPresent(horizon -> numbers.put("HorizonLagSeconds", horizon.lag(now).toSeconds()));
    heard.ifPresent(last ->
        numbers.put("HeartbeatAgeSeconds", Math.max(0, Duration.between(last, now).toSeconds())));
    numbers.put("UsersDue", summary.looked());
    numbers.put(
        "AlertsTold",
        summary.resent()
            + summary.steps().stream().filter(Summary.Step::told).count()
            + summary.sourceSteps().stream().filter(Summary.SourceStep::told).count()
            + summary.noticeSteps().stream().filter(Summary.NoticeStep::told).count());
    numbers.put("AlertsUntold", summary.untold());
    numbers.put("UsersFailed", summary.failed());
    numbers.put("UsersExempt", summary.usersExempt());
    numbers.put("ExemptionsInForce", (long) summary.exemptions());
    return numbers;
  }
}
