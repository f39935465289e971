package ninety.cli.exempt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.cli.terminal.Failure;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.ExemptionChanges;
import ninety.exemption.ExemptionLog;
import ninety.exemption.Exemptions.Addition.Added;
import ninety.exemption.Exemptions.Addition.Needless;
import ninety.exemption.Exemptions.Removing.Over;
import ninety.exemption.Exemptions.Removing.Removed;
import ninety.exemption.Exemptions.Removing.Unknown;
import ninety.finding.Notice;

/** Changes the stored exemptions, and says why one cannot be made. */
record ExemptChange(ExemptionLog log) {

  /**
   * The exemption as it is stored.
   *
   * @param wanted under whatever id; it gets one of its own
   * @throws Failure if it would change nothing
   */
  Exemption add(Exemption wanted) {
    return switch (changes().add(wanted).orElseThrow(ExemptChange::busy)) {
      case Added(var exemption) -> exemption;
      case Needless(var by) ->
          throw Failure.failed(
              "%s is exempt already, until %s (%s, owner %s). Give a later end, or remove that one first."
                  .formatted(wanted.who().text(), by.until(), by.id(), by.owner()));
    };
  }

  /**
   * The exemption as it is stored now.
   *
   * @throws Failure if there is none that could be taken back
   */
  Exemption remove(String id, Removal removal) {
    return switch (changes().remove(id, removal).orElseThrow(ExemptChange::busy)) {
      case Removed(var exemption) -> exemption;
      case Unknown() -> throw Failure.failed(unknown(id, log.trail().unreadable()));
      case Over(var exemption) -> throw Failure.failed(over(exemption));
    };
  }

  /** The exemption of that id, in force or not; empty where there is none. */
  Optional<Exemption> find(String id) {
    return log.trail().byId(id);
  }

  /**
   * Puts away those that are long over and reported.
   *
   * @param reported the ids of alerts that arrived
   */
  void putAway(Set<UUID> reported, Instant now) {
    changes().putAway(each -> Notice.of(each, reported, now, now).isEmpty(), now);
  }

  private ExemptionChanges changes() {
    return new ExemptionChanges(log);
  }

  private static String unknown(String id, List<String> unreadable) {
    return unreadable.isEmpty()
        ? "There is no exemption '%s'. See 'ninety exempt list'.".formatted(id)
        : "There is no exemption '%s' that can be read. %s"
            .formatted(id, String.join("\n", unreadable));
  }

  private static String over(Exemption exemption) {
    return exemption
        .removed()
        .map(removal ->
            "Exemption %s was removed before, by %s at %s."
                .formatted(exemption.id(), removal.author().by(), removal.author().at()))
        .orElseGet(
            () -> "Exemption %s ended before, at %s.".formatted(exemption.id(), exemption.until()));
  }

  private static Failure busy() {
    return Failure.failed(
        "Others change the exemptions at the same time; nothing was stored. Run it again.");
  }
}
