package ninety.wording;

import static ninety.wording.Wording.inBrackets;
import static ninety.wording.Wording.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import ninety.finding.FeedTransition;
import ninety.finding.FeedWatch;

/** The words for a source of which nothing is heard, and for its return. */
public record FeedWording(FeedTransition transition) implements Wording {

  @Override
  public String message() {
    return switch (transition.step()) {
          case NOT_CHECKED ->
              !transition.gap().hiding().isEmpty()
                  ? subject() + " is not checked of " + number() + ": too much of it lies in gaps"
                  : transition.gap().until().isPresent()
                      ? subject() + " was not checked" + span() + ": the feed was not observed"
                      : subject()
                          + (everHeard(transition)
                              ? " has not been checked since " + text(transition.gap().since())
                              : " is not checked")
                          + ": "
                          + why();
          case STILL_NOT_CHECKED ->
              transition.cutElsewhere()
                  ? subject() + " is still not checked: " + why()
                  : "The feed was not observed"
                      + span()
                      + ", and "
                      + users()
                      + " still not checked";
          case RESOLVED -> subject() + " is checked again" + after();
        }
        + inBrackets(transition.control())
        + ".";
  }

  @Override
  public List<String> details() {
    List<String> details = new ArrayList<>();
    switch (transition.step()) {
      case NOT_CHECKED -> {
        if (!transition.gap().hiding().isEmpty()) {
          details.add(hiding());
          details.add(uncounted());
          details.add(left());
        } else if (transition.gap().until().isPresent()) {
          details.add("Events of that time may be lost. What was reported before stands.");
          details.add(uncounted());
          details.add(left());
        } else if (everHeard(transition)) {
          details.add(
              "What happened after "
                  + text(transition.gap().since())
                  + " is not known to have been processed, and no user is judged for that time, as"
                  + " compliant or otherwise. What was reported before stands.");
          details.add(
              "This is reported when it is more than "
                  + minutes(transition.look().limit())
                  + " minutes ago; at "
                  + text(transition.time())
                  + " it was "
                  + transition.horizon().lag(transition.time()).toMinutes()
                  + " minutes.");
        } else {
          details.add("Nothing was ever processed: no user is judged, as compliant or otherwise.");
        }
      }
      case STILL_NOT_CHECKED -> {
        if (transition.cutElsewhere()) {
          details.add("What was named before holds nothing back any more, or less than this.");
        } else {
          details.add(uncounted());
          details.add(left());
        }
      }
      case RESOLVED -> {
        details.add(
            "Users are judged again, as of "
                + text(transition.horizon().asOf())
                + "; what was reached meanwhile is reported now.");
        details.add(
            "Where events were lost, and did not only come late, their time is a gap. "
                + uncounted());
      }
    }
    return details;
  }

  private static String uncounted() {
    return "The time of a gap counts as neither idle nor active, and a finding over it names it.";
  }

  /** The number of users of whom too much is missing, and until when. */
  private String left() {
    FeedWatch.Unchecked unchecked = transition.unchecked();
    return unchecked.users() == 0
        ? "Too little lies in gaps to keep anybody from being judged."
        : "Of "
            + unchecked.users()
            + (unchecked.users() == 1 ? " user" : " users")
            + " too much lies in gaps (more than 5 % of the breach threshold)"
            + unchecked
                .until()
                .map(until -> "; enough will have been observed by " + text(until))
                .orElse("; of some of them only mending the gap helps")
            + ".";
  }

  private String users() {
    return number() + (transition.unchecked().users() == 1 ? " is" : " are");
  }

  private String number() {
    int users = transition.unchecked().users();
    return users == 1 ? "1 user" : users + " users";
  }

  private String hiding() {
    return "The feed was not observed "
        + transition.gap().hiding().stream()
            .map(gap -> "from " + text(gap.from()) + " to " + text(gap.to()))
            .collect(Collectors.joining(", "))
        + ". What lies in these gaps keeps them from being judged.";
  }

  private String span() {
    return " from "
        + text(transition.gap().since())
        + transition.gap().until().map(until -> " to " + text(until)).orElse("");
  }

  private String after() {
    if (!everHeard(transition)) {
      return "";
    }
    return !transition.gap().hiding().isEmpty()
        ? "; nobody is left of whom too much lies in gaps"
        : transition.gap().horizon().isPresent()
            ? "; it had not been checked since " + text(transition.gap().since())
            : " after the gap" + span();
  }

  @Override
  public Optional<String> remediation() {
    return switch (transition.step()) {
      case NOT_CHECKED ->
          Optional.of(
              transition.gap().horizon().map(FeedWording::remediation).orElseGet(this::mending));
      case STILL_NOT_CHECKED ->
          Optional.of(
              transition
                  .gap()
                  .horizon()
                  .filter(_ -> transition.cutElsewhere())
                  .map(FeedWording::remediation)
                  .orElseGet(this::mending));
      case RESOLVED -> Optional.empty();
    };
  }

  private String mending() {
    return "Find out why nothing arrived, and whether events of that time are lost. Where you know"
        + " that nothing happened that counts, attest it (ninety coverage attest).";
  }

  private static String remediation(Horizon horizon) {
    return switch (horizon) {
      case Horizon.None() -> "Start ninety process and see that it runs.";
      case Horizon.Known(_, Holder.Shard(var id)) ->
          "See that ninety process runs and keeps up: its log, the stream's iterator age, and the"
              + " lease of shard "
              + id
              + ".";
      case Horizon.Known(_, Holder.Source held) -> remedy(held);
      case Horizon.Known(_, Holder.Allowance()) ->
          "Raise the horizon limit: it is shorter than the time that late events are allowed.";
    };
  }

  /** True if there is an instant up to which something was processed. */
  public static boolean everHeard(FeedTransition transition) {
    return transition.gap().cuts().stream()
        .limit(1)
        .noneMatch(first -> first.horizon() instanceof Horizon.None);
  }

  /** As a plain decimal number: {@code 60}, {@code 0.5}. */
  public static String minutes(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis())
        .divide(BigDecimal.valueOf(60_000), MathContext.DECIMAL32)
        .stripTrailingZeros()
        .toPlainString();
  }

  private String subject() {
    return ControlWording.of(transition.control()).subject();
  }

  private String why() {
    return transition.gap().horizon().map(FeedWording::why).orElse("the feed was not observed");
  }

  private static String why(Horizon horizon) {
    return switch (horizon) {
      case Horizon.None() -> "no consumer is known to have run";
      case Horizon.Known(_, Holder.Shard(var id)) ->
          "shard " + id + " of the stream is not processed to its tip";
      case Horizon.Known(_, Holder.Source held) -> why(held);
      case Horizon.Known(_, Holder.Allowance()) ->
          "the horizon limit is shorter than the allowance for late events";
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
                  + " does: the trail is cut off, or the rule for its records, which those of users"
                  + " come by too"
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
              ? ("In %s, see that a trail of management events exists, logs, and logs read events"
                      + " too; that the rule for events (its name ends in -events) is there and"
                      + " enabled for read events too, with its pattern and its target; and in the"
                      + " sweep's log that its own call is made (GetCallerIdentity, at the Region's"
                      + " endpoint of STS).")
                  .formatted(place)
              : ("Look at the EventBridge rules of %s, their state, targets, failed invocations and"
                      + " dead-letter queue; and at the trail.")
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
