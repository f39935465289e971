package ninety.alert;

import static ninety.alert.Wording.inBrackets;
import static ninety.alert.Wording.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Horizon.Holder;
import ninety.policy.SourceTransition;

/** The words for a source of which nothing is heard, and for its return. */
record SourceWording(SourceTransition transition) implements Wording {

  @Override
  public String message() {
    return switch (transition.step()) {
          case NOT_CHECKED ->
              subject()
                  + " is not checked"
                  + (everHeard(transition) ? " since " + text(transition.gap().since()) : "")
                  + ": "
                  + why();
          case RESOLVED ->
              subject()
                  + " is checked again"
                  + (everHeard(transition)
                      ? "; it was not since " + text(transition.gap().since())
                      : "");
        }
        + inBrackets(transition.control())
        + ".";
  }

  @Override
  public List<String> details() {
    List<String> details = new ArrayList<>();
    switch (transition.step()) {
      case NOT_CHECKED -> {
        if (everHeard(transition)) {
          details.add(
              "What happened after "
                  + text(transition.gap().since())
                  + " is not known to have been processed, and no user is judged for that time, as"
                  + " compliant or otherwise. What was told before stands.");
          details.add(
              "This is told when it is more than "
                  + minutes(transition.limit())
                  + " minutes ago; at "
                  + text(transition.time())
                  + " it was "
                  + transition.horizon().lag(transition.time()).toMinutes()
                  + " minutes.");
        } else {
          details.add("Nothing was ever processed: no user is judged, as compliant or otherwise.");
        }
      }
      case RESOLVED -> {
        details.add(
            "Users are judged again, as of "
                + text(transition.horizon().at())
                + "; what was reached meanwhile is told now.");
        details.add(
            "Where events were lost and did not only come late, users are counted from the end of"
                + " the gap on.");
      }
    }
    return details;
  }

  @Override
  public Optional<String> remediation() {
    return switch (transition.step()) {
      case NOT_CHECKED ->
          Optional.of(
              switch (transition.gap().holder()) {
                case Holder.NoConsumer() -> "Start ninety process and see that it runs.";
                case Holder.Shard(var id) ->
                    "See that ninety process runs and keeps up: its log, the stream's iterator age,"
                        + " and the lease of shard "
                        + id
                        + ".";
                case Holder.Source(var region) ->
                    "Look at the EventBridge rules of Region "
                        + region
                        + ", the one that sends heartbeats and the one that forwards them: their"
                        + " state, failed invocations and dead-letter queue.";
                case Holder.Allowance() ->
                    "Raise the horizon limit: it is shorter than the time that late events are"
                        + " allowed.";
              });
      case RESOLVED -> Optional.empty();
    };
  }

  /** Whether there is an instant up to which something was processed. */
  static boolean everHeard(SourceTransition transition) {
    return switch (transition.gap().holder()) {
      case Holder.NoConsumer() -> false;
      case Holder.Allowance(), Holder.Shard _, Holder.Source _ -> true;
    };
  }

  /** As a plain decimal number: {@code 60}, {@code 0.5}. */
  static String minutes(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis())
        .divide(BigDecimal.valueOf(60_000), MathContext.DECIMAL32)
        .stripTrailingZeros()
        .toPlainString();
  }

  private String subject() {
    return switch (transition.control()) {
      case INACTIVITY -> "The inactivity of users";
      case PASSWORD_AGE -> "The age of passwords";
      case REVOKED_ACCESS -> "Whether the access of disabled or deleted users is used";
    };
  }

  private String why() {
    return switch (transition.gap().holder()) {
      case Holder.NoConsumer() -> "no consumer is known to have run";
      case Holder.Shard(var id) -> "shard " + id + " of the stream is not processed to its tip";
      case Holder.Source(var region) -> "no heartbeat arrives from Region " + region;
      case Holder.Allowance() -> "the horizon limit is shorter than the allowance for late events";
    };
  }
}
