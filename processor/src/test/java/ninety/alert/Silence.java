package ninety.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Horizon;
import ninety.policy.SourceTransition;
import ninety.policy.SourceWatch;

/**
 * A made-up gap in what is heard from the source, from 2026-08-29T23:41:12Z to the next morning,
 * judged by the real {@link SourceWatch}.
 */
record Silence(Horizon.Holder holder, Optional<String> store) {

  private static final Instant SINCE = Instant.parse("2026-08-29T23:41:12Z");
  private static final Instant NOTICED = Instant.parse("2026-08-30T00:45:02.640Z");
  private static final Instant BACK = Instant.parse("2026-08-30T06:20:03.114Z");
  private static final Duration LIMIT = Duration.ofHours(1);

  static Silence of(Horizon.Holder holder) {
    return new Silence(holder, Optional.of("d-9067f2a1c4"));
  }

  Silence store(Optional<String> other) {
    return new Silence(holder, other);
  }

  /** One step for each control. */
  List<SourceTransition> begin() {
    return noticed().transitions();
  }

  /** One step for each control. */
  List<SourceTransition> end() {
    Horizon again = new Horizon(BACK.minus(Horizon.ALLOWANCE), new Horizon.Holder.Allowance());
    return noticed().watch().judge(again, LIMIT, store, BACK).transitions();
  }

  private SourceWatch.Judgement noticed() {
    Instant since = holder instanceof Horizon.Holder.NoConsumer ? Instant.EPOCH : SINCE;
    return SourceWatch.QUIET.judge(new Horizon(since, holder), LIMIT, store, NOTICED);
  }
}
