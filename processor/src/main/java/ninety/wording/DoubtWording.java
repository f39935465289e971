package ninety.wording;

import static ninety.wording.Wording.text;

import java.util.List;
import java.util.Optional;
import ninety.coverage.Doubt;
import ninety.finding.Notice;
import ninety.finding.Notice.DoubtOver;
import ninety.finding.Notice.InDoubt;

/** The words for events that could not be delivered, and for what became of them. */
public record DoubtWording(Notice.OfDoubt step) implements Wording {

  private static final String REQUIREMENTS = "(PCI DSS 8.2.6, 8.3.9)";

  @Override
  public String message() {
    String since = text(step.doubt().since());
    return switch (step) {
      case InDoubt _ ->
          "Events wait in the queue of undelivered events; what happened since %s is in doubt %s."
              .formatted(since, REQUIREMENTS);
      case DoubtOver(_, var how, _, _) ->
          switch (how) {
            case DELIVERED ->
                "The queue of undelivered events is empty again; what happened since %s is in doubt no"
                        .formatted(since)
                    + " more "
                    + REQUIREMENTS
                    + ".";
            case MENDED ->
                "The time of the events in the queue of undelivered events is mended; what happened"
                    + " since %s is in doubt no more %s.".formatted(since, REQUIREMENTS);
            case LOST ->
                "Events expired in the queue of undelivered events; some of what happened since %s is"
                        .formatted(since)
                    + " lost "
                    + REQUIREMENTS
                    + ".";
          };
    };
  }

  @Override
  public List<String> details() {
    return switch (step) {
      case InDoubt _ ->
          List.of(
              "EventBridge tried to deliver them for up to %d hours and gave up; any of them may be a"
                      .formatted(Doubt.TRIES.toHours())
                  + " sign-in, or a user that was disabled.",
              "Users are judged all the same. If the events are not delivered before the queue"
                  + " drops them, their time becomes a gap.");
      case DoubtOver(_, var how, _, _) ->
          List.of(
              switch (how) {
                case DELIVERED ->
                    "The events were taken out before the queue would have dropped them. Whether"
                        + " they were delivered then, or deleted, the queue does not say.";
                case MENDED ->
                    "Archived logs of their time were read, or somebody attests that nothing was"
                        + " missed; the events may still wait.";
                case LOST ->
                    "The time of the events that the queue dropped is a gap: see ninety coverage.";
              });
    };
  }

  @Override
  public Optional<String> remediation() {
    return switch (step) {
      case InDoubt _ ->
          Optional.of(
              "Mend what refuses the events, then bring them back with ninety redrive undelivered"
                  + " (docs/runbook.md, A queue is not empty, undelivered). If they cannot be"
                  + " delivered, look at what they say, and attest it with ninety coverage"
                  + " attest.");
      case DoubtOver(_, var how, _, _) ->
          how == Doubt.How.LOST
              ? Optional.of(
                  "Look into CloudTrail for that time. If nothing was missed, say so with ninety"
                      + " coverage attest.")
              : Optional.empty();
    };
  }
}
