package ninety.cli;

import java.time.Instant;
import java.util.function.Function;
import ninety.policy.Exemption;
import ninety.policy.Exemption.Signature;
import ninety.policy.ExemptionLog;
import ninety.policy.Exemptions;
import ninety.policy.Exemptions.Addition.Added;
import ninety.policy.Exemptions.Addition.Needless;
import ninety.policy.Exemptions.Removing.Over;
import ninety.policy.Exemptions.Removing.Removed;
import ninety.policy.Exemptions.Removing.Unknown;

/**
 * Changes the stored exemptions; decides again from what is there now where somebody else was
 * faster. Each call may be repeated.
 */
record ExemptChange(ExemptionLog log) {

  /** Of people who store at one time one succeeds; so many are never at it. */
  private static final int ATTEMPTS = 10;

  /** What is to be stored, and the exemption that it is about. */
  private record Wanted(Exemptions exemptions, Exemption exemption) {}

  /**
   * The exemption as it is stored.
   *
   * @throws Failure if it would change nothing
   */
  Exemption add(
      Exemption.Who who, String owner, String reason, Instant until, Signature signature) {
    return stored(read ->
        switch (read.add(who, owner, reason, until, signature)) {
          case Added(var exemptions, var exemption) -> new Wanted(exemptions, exemption);
          case Needless(var by) ->
              throw Failure.failed(
                  "%s is exempt already, until %s (%s, owner %s). Give a later end, or remove that one first."
                      .formatted(ExemptionView.covered(who), by.until(), by.id(), by.owner()));
        });
  }

  /**
   * The exemption as it is stored now.
   *
   * @throws Failure if there is none that could be taken back
   */
  Exemption remove(String id, Signature signature, String why) {
    return stored(read ->
        switch (read.remove(id, signature, why)) {
          case Removed(var exemptions, var exemption) -> new Wanted(exemptions, exemption);
          case Unknown() ->
              throw Failure.failed(
                  "There is no exemption '%s'. See 'ninety exempt list'.".formatted(id));
          case Over(var exemption) -> throw Failure.failed(over(exemption));
        });
  }

  private static String over(Exemption exemption) {
    return exemption
        .removed()
        .map(removal ->
            "Exemption %s was removed before, by %s at %s."
                .formatted(exemption.id(), removal.signature().by(), removal.signature().at()))
        .orElseGet(
            () -> "Exemption %s ended before, at %s.".formatted(exemption.id(), exemption.until()));
  }

  private Exemption stored(Function<Exemptions, Wanted> decide) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Exemptions read = log.read();
      Wanted wanted = decide.apply(read);
      if (wanted.exemptions().equals(read) || log.store(wanted.exemptions())) {
        return wanted.exemption();
      }
    }
    throw Failure.failed(
        "Others change the exemptions at the same time; nothing was stored. Run it again.");
  }
}
