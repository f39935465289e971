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
                case Holder.Source held -> remedy(held);
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
      case REVOKED_ACCESS -> "Whether disabled or deleted users sign in";
    };
  }

  private String why() {
    return switch (transition.gap().holder()) {
      case Holder.NoConsumer() -> "no consumer is known to have run";
      case Holder.Shard(var id) -> "shard " + id + " of the stream is not processed to its tip";
      case Holder.Source held -> why(held);
      case Holder.Allowance() -> "the horizon limit is shorter than the allowance for late events";
    };
  }

  private static String why(Holder.Source held) {
    String place = place(held);
    return switch (held.source().kind()) {
      case SCHEDULE ->
          held.otherComes()
              ? "no scheduled heartbeat arrives from %s, though CloudTrail's records of our own calls"
                      .formatted(place)
                  + " do: the rule that sends heartbeats is cut off"
              : "no heartbeat arrives from " + place;
      case CLOUDTRAIL ->
          held.otherComes()
              ? "no CloudTrail record of our own call arrives from %s, though the scheduled heartbeat"
                      .formatted(place)
                  + " does: the trail, or the rule for its records, is cut off"
              : "nothing arrives from %s, neither the scheduled heartbeat nor a CloudTrail record of our own call"
                  .formatted(place);
      case REPLICA ->
          "the instance is replicated in Region %s, and nothing listens there"
              .formatted(held.source().region());
    };
  }

  private static String remedy(Holder.Source held) {
    String place = place(held);
    return switch (held.source().kind()) {
      case SCHEDULE ->
          "Look at the EventBridge rules of %s, the one that sends heartbeats and the one that forwards them: their state, failed invocations and dead-letter queue."
              .formatted(place);
      case CLOUDTRAIL ->
          held.otherComes()
              ? ("In %s, see that a trail of management events exists, logs, and logs read events too;"
                      + " that the rules of the installation are enabled; and in the sweep's log that"
                      + " its own call is made (GetCallerIdentity, at the Region's endpoint of STS).")
                  .formatted(place)
              : ("Look at the EventBridge rules of %s, their state, failed invocations and dead-letter"
                      + " queue; and at the trail.")
                  .formatted(place);
      case REPLICA ->
          "Forward the events of Region %s (modules/forwarding) and expect its heartbeat; or remove the Region from the instance."
              .formatted(held.source().region());
    };
  }

  /** {@code Region us-east-1}, and of which account, where that is known. */
  private static String place(Holder.Source held) {
    return "Region "
        + held.source().region()
        + held.source().account().map(account -> " of account " + account).orElse("");
  }
}
