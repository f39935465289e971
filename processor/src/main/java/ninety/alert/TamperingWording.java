package ninety.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.policy.Notice.OfTampering;
import ninety.policy.Notice.Tampered;
import ninety.policy.Notice.TamperingOver;
import ninety.policy.Tampering;
import ninety.policy.Tampering.End;

/** The words for a change of the way on which events come. */
record TamperingWording(OfTampering step) implements Wording {

  @Override
  public String message() {
    Tampering tampering = step.tampering();
    Instant at = tampering.proof().time();
    return switch (step) {
      case Tampered _ ->
          "%s was called by %s at %s: events may be missed since (PCI DSS 10.7.2)."
              .formatted(call(), tampering.actor(), Wording.text(at));
      case TamperingOver(_, End.Heard(var heard), _) ->
          "Signs of life had come for an hour by %s, after %s was called at %s (PCI DSS 10.7.2)."
              .formatted(Wording.text(heard), call(), Wording.text(at));
      case TamperingOver(_, End.Attested(var by, _, var attested), _) ->
          "%s attested at %s that nothing was missed as %s was called at %s (PCI DSS 10.7.2)."
              .formatted(by, Wording.text(attested), call(), Wording.text(at));
    };
  }

  private String call() {
    return step.tampering().proof().call();
  }

  @Override
  public List<String> details() {
    String target =
        step.tampering()
            .target()
            .map(it -> "It changed %s.".formatted(it))
            .orElse("The record does not say what it changed.");
    return switch (step) {
      case Tampered _ ->
          List.of(
              target,
              "It is closed when signs of life have come for an hour without a gap, or when somebody"
                  + " attests that nothing was missed.");
      case TamperingOver(_, End.Heard _, _) ->
          List.of(
              target,
              "A gap until then, if there was one, is reported by itself; this passes nobody.");
      case TamperingOver(_, End.Attested(_, var reason, _), _) ->
          List.of(target, "The reason was: %s".formatted(reason));
    };
  }

  @Override
  public Optional<String> remediation() {
    return switch (step) {
      case Tampered _ ->
          Optional.of(
              "Ask %s whether this was planned. If not, undo it, and see with CloudTrail what else was"
                      .formatted(step.tampering().actor())
                  + " done under that identity; then look with 'ninety users' at the coverage.");
      case TamperingOver _ -> Optional.empty();
    };
  }
}
