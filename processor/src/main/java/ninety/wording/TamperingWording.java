package ninety.wording;

import java.util.List;
import java.util.Optional;
import ninety.coverage.Span;
import ninety.coverage.Tampering.End;
import ninety.coverage.Tampering.Further;
import ninety.finding.Notice.OfTampering;
import ninety.finding.Notice.Tampered;
import ninety.finding.Notice.TamperingOver;

/** The words for a change of the way on which events come. */
public record TamperingWording(OfTampering step) implements Wording {

  private static final String SHOWN =
      "It is closed when the signs of life that come on this way have come for an hour without a"
          + " gap, from the first after the call on; or when somebody, after this alert, attests"
          + " that nothing was missed as it was called.";

  @Override
  public String message() {
    return switch (step) {
      case Tampered _ ->
          "%s was called by %s at %s: events may be missed since (PCI DSS 10.7.2)."
              .formatted(call(), step.tampering().actor(), at());
      case TamperingOver(_, End.Heard(var heard), _) ->
          "Signs of life had come for an hour by %s, after %s was called at %s (PCI DSS 10.7.2)."
              .formatted(Wording.text(heard), call(), at());
      case TamperingOver(_, End.Attested(var by, _, var attested), _) ->
          "%s attested at %s that nothing was missed as %s was called at %s (PCI DSS 10.7.2)."
              .formatted(by, Wording.text(attested), call(), at());
    };
  }

  private String call() {
    return step.tampering().proof().call();
  }

  /** When it was called, and until when others were for which it stands. */
  private String at() {
    return Wording.text(step.tampering().proof().time())
        + step.tampering()
            .further()
            .map(it ->
                ", with %s other calls until %s"
                    .formatted(number(it), Wording.text(it.span().to())))
            .orElse("");
  }

  @Override
  public List<String> details() {
    String target =
        step.tampering()
            .target()
            .map(it -> "It changed %s.".formatted(it))
            .orElse("The record does not say what it changed.");
    return switch (step) {
      case Tampered(var tampering, var shown, _) ->
          tampering
              .further()
              .map(it -> List.of(target, beyond(it), attested(it.span())))
              .orElseGet(() -> List.of(target, shown ? SHOWN : attested(tampering.span())));
      case TamperingOver(_, End.Heard _, _) ->
          List.of(
              target,
              "A gap until then, if there was one, is reported by itself; this passes nobody.");
      case TamperingOver(_, End.Attested(_, var reason, _), _) ->
          List.of(target, "The reason was: %s".formatted(reason));
    };
  }

  private static String beyond(Further further) {
    return "So many such calls are open that there was no room to list more: from %s until %s came %s besides this one. CloudTrail has them."
        .formatted(
            Wording.text(further.span().from()),
            Wording.text(further.span().to()),
            number(further));
  }

  private static String number(Further further) {
    int calls = further.calls().size();
    return calls < Further.MOST ? Integer.toString(calls) : "at least " + calls;
  }

  private static String attested(Span span) {
    String from = Wording.text(span.from());
    String when =
        span.length().isZero()
            ? "at " + from
            : "from %s to %s".formatted(from, Wording.text(span.to()));
    return "No sign of life is expected that could show that it is over: it stays open until somebody, after this alert, attests that nothing was missed %s."
        .formatted(when);
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
