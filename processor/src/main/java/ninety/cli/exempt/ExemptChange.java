package ninety.cli.exempt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.cli.terminal.Failure;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemption;
import ninety.exemption.ExemptionLog;
import ninety.exemption.Exemptions.Addition.Added;
import ninety.exemption.Exemptions.Addition.Needless;
import ninety.exemption.Exemptions.Removing.Over;
import ninety.exemption.Exemptions.Removing.Removed;
import ninety.exemption.Exemptions.Removing.Unknown;
import ninety.exemption.Exemptions;
import ninety.finding.Notice;

/**
 * Changes the stored exemptions; decides again from what is there now where somebody else was
 * faster. Each call may be repeated.
 */
record ExemptChange(ExemptionLog log) {

  /** That somebody else takes the same id, or takes back the same one, happens once at most. */
  private static final int ATTEMPTS = 10;

  /** So many at a time are put away: after each time, a sweep looks at all users again. */
  static final int MANY_OVER = 100;

  /**
   * The exemption as it is stored.
   *
   * @param wanted under whatever id; it gets one of its own
   * @throws Failure if it would change nothing
   */
  Exemption add(Exemption wanted) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Exemptions trail = log.trail();
      switch (trail.add(wanted)) {
        case Added(var exemption) -> {
          if (trail.byId(exemption.id()).isPresent() || log.add(exemption)) {
            return exemption;
          }
        }
        case Needless(var by) ->
            throw Failure.failed(
                "%s is exempt already, until %s (%s, owner %s). Give a later end, or remove that one first."
                    .formatted(wanted.who().text(), by.until(), by.id(), by.owner()));
      }
    }
    throw busy();
  }

  /**
   * The exemption as it is stored now.
   *
   * @throws Failure if there is none that could be taken back
   */
  Exemption remove(String id, Removal removal) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Exemptions trail = log.trail();
      switch (trail.remove(id, removal)) {
        case Removed(var exemption) -> {
          if (log.remove(exemption)) {
            return exemption;
          }
        }
        case Unknown() ->
            throw Failure.failed(
                trail.unreadable().isEmpty()
                    ? "There is no exemption '%s'. See 'ninety exempt list'.".formatted(id)
                    : "There is no exemption '%s' that can be read. %s"
                        .formatted(id, String.join("\n", trail.unreadable())));
        case Over(var exemption) -> throw Failure.failed(over(exemption));
      }
    }
    throw busy();
  }

  /** The exemption of that id, in force or not; empty where there is none. */
  Optional<Exemption> find(String id) {
    return log.trail().byId(id);
  }

  /**
   * Puts away those that are long over, so that sweeps need not read them for ever: once they are
   * many, and only those of which nothing is left to report.
   *
   * @param reported the ids of alerts that arrived
   */
  void putAway(Set<UUID> reported, Instant now) {
    Instant before = now.minus(ExemptionLog.RECENT);
    List<Exemption> over =
        log.read().all().stream()
            .filter(each -> !each.holds(now) && each.end().isBefore(before))
            .filter(each -> Notice.of(each, reported, now, now).isEmpty())
            .toList();
    if (over.size() >= MANY_OVER) {
      over.forEach(log::putAway);
    }
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
