package ninety.wording;

import java.util.List;
import java.util.Optional;
import ninety.finding.Notice.IdentitySourceChanged;

/** The words for a change of where the directory's users come from. */
public record IdentitySourceWording(IdentitySourceChanged step) implements Wording {

  @Override
  public String message() {
    return "The identity source of %s was changed at %s (PCI DSS 8.2.6, 8.3.9)."
        .formatted(
            step.store().map(store -> "identity store " + store).orElse("the directory"),
            Wording.text(step.change().time()));
  }

  @Override
  public List<String> details() {
    return List.of(
        "The call was %s.".formatted(step.change().call()),
        "Users of the source before vanish without an event; the directory is asked about everybody"
            + " who was not asked about since.");
  }

  @Override
  public Optional<String> remediation() {
    return Optional.of(
        "Ask whether this was planned. Look with 'ninety users' whom the directory does not have"
            + " any more, and whether external sign-ins are expected from now on.");
  }
}
