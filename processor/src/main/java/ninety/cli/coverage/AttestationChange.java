package ninety.cli.coverage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.TextTable;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.AttestationChanges;
import ninety.coverage.AttestationLog;
import ninety.coverage.Attestations.Addition.Added;
import ninety.coverage.Attestations.Addition.Contradicts;
import ninety.coverage.Attestations.Addition.Needless;
import ninety.coverage.Attestations.Revoking.Over;
import ninety.coverage.Attestations.Revoking.Revoked;
import ninety.coverage.Attestations.Revoking.Unknown;
import ninety.coverage.Coverage;

/** Changes the stored attestations, and says why one cannot be made. */
record AttestationChange(AttestationLog log) {

  /**
   * Refuses what is said of a time in which nobody listened.
   *
   * @throws Failure with the reason
   */
  static void checked(Attestation wanted, Coverage coverage) {
    Optional<Instant> begun = coverage.from();
    if (begun.isEmpty()) {
      throw Failure.failed(
          "Coverage has not begun: no consumer has ever run with this table. Nothing was stored.");
    }
    if (wanted.span().from().isBefore(begun.get())) {
      throw Failure.failed(
          "--from: coverage began at %s; what was before is not known, and nobody is judged by it. Nothing was stored."
              .formatted(begun.get()));
    }
  }

  /**
   * The attestation as it is stored.
   *
   * @throws Failure if it would change nothing, or be hidden by another
   */
  Attestation add(Attestation wanted) {
    return switch (new AttestationChanges(log).add(wanted).orElseThrow(AttestationChange::busy)) {
      case Added(var attestation) -> attestation;
      case Needless(var by) ->
          throw Failure.failed(
              "The same is stored already (%s, by %s). Nothing was stored."
                  .formatted(by.id(), TextTable.printable(by.author().by())));
      case Contradicts(var other) ->
          throw Failure.failed(
              "%s attests that nothing was missed from %s to %s, which would hide it. Revoke that first: ninety coverage revoke %s --reason TEXT. Nothing was stored."
                  .formatted(other.id(), other.span().from(), other.span().to(), other.id()));
    };
  }

  /**
   * The attestation as it is stored now.
   *
   * @throws Failure if there is none that could be taken back
   */
  Attestation revoke(String id, Revocation removal) {
    return switch (new AttestationChanges(log)
        .revoke(id, removal)
        .orElseThrow(AttestationChange::busy)) {
      case Revoked(var attestation) -> attestation;
      case Unknown() -> throw Failure.failed(unknown(id, log.read().unreadable()));
      case Over(var attestation, var before) ->
          throw Failure.failed(
              "%s was revoked before, by %s at %s."
                  .formatted(
                      attestation.id(),
                      TextTable.printable(before.author().by()),
                      before.author().at()));
    };
  }

  private static String unknown(String id, List<String> unreadable) {
    return unreadable.isEmpty()
        ? "There is no attestation '%s'. See 'ninety coverage --all'.".formatted(id)
        : "There is no attestation '%s' that can be read. %s"
            .formatted(id, String.join("\n", unreadable));
  }

  private static Failure busy() {
    return Failure.failed(
        "Others change the attestations at the same time; nothing was stored. Run it again.");
  }
}
