package ninety.alert;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Horizon.Holder;
import ninety.policy.SourceTransition;

/** What an alert about the source says to people. */
record SourceWording(SourceTransition transition) {

  String message() {
    String since = since();
    return switch (transition.step()) {
          case NOT_CHECKED ->
              "Nothing can be said about " + subject() + " since " + since + ": " + why();
          case RESOLVED -> "It can be said again how it is with " + subject() + " since " + since;
        }
        + " (PCI DSS "
        + transition.control().requirement()
        + ").";
  }

  List<String> details() {
    return switch (transition.step()) {
      case NOT_CHECKED ->
          List.of(
              "Not checked: no user is held to be compliant or in breach for the time after "
                  + since()
                  + ". What was told before stands.",
              "Held back by " + why() + ".");
      case RESOLVED ->
          List.of(
              "Users are judged again as of "
                  + transition.horizon().at().truncatedTo(ChronoUnit.SECONDS)
                  + "; what was reached meanwhile is told now.",
              "Where events were lost and not only late, users are counted from the end of the gap"
                  + " until archived logs are replayed.");
    };
  }

  Optional<String> remediation() {
    return switch (transition.step()) {
      case NOT_CHECKED ->
          Optional.of(
              switch (transition.gap().holder()) {
                case Holder.NoConsumer() -> "Start ninety process; it has never run.";
                case Holder.Shard(var id) ->
                    "Look at ninety process: shard "
                        + id
                        + " is not processed to its tip. See its log, the iterator age of the"
                        + " stream, and the leases.";
                case Holder.Source(var region) ->
                    "Look at the EventBridge rules of Region "
                        + region
                        + ": its heartbeat does not arrive. See the rules' state, their failed"
                        + " invocations, and their dead-letter queue.";
                case Holder.Allowance() -> "Raise the limit: it is shorter than the allowance.";
              });
      case RESOLVED -> Optional.empty();
    };
  }

  private String subject() {
    return switch (transition.control()) {
      case INACTIVITY -> "the inactivity of users";
      case PASSWORD_AGE -> "the age of passwords";
      case REVOKED_ACCESS -> "sign-ins of disabled and deleted users";
    };
  }

  private String why() {
    return switch (transition.gap().holder()) {
          case Holder.NoConsumer() -> "no consumer has ever run";
          case Holder.Shard(var id) -> "shard " + id + " of the stream is not processed";
          case Holder.Source(var region) -> "no heartbeat arrives from Region " + region;
          case Holder.Allowance() -> "the allowance for late events is longer than the limit";
        }
        + limit();
  }

  private String limit() {
    Duration limit = transition.limit();
    return limit.toMinutes() > 0 ? ", for more than " + limit.toMinutes() + " min" : "";
  }

  private String since() {
    return transition.gap().since().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
