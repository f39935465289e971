package ninety.exemption;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemptions.Addition;
import ninety.exemption.Exemptions.Removing;

/**
 * Changes of the stored exemptions, decided again from what is there now where somebody else was
 * faster. Each call may be repeated.
 */
public record ExemptionChanges(ExemptionLog log) {

  /** That somebody else takes the same id, or takes back the same one, happens once at most. */
  private static final int ATTEMPTS = 10;

  /** So many at a time are put away: after each time, a sweep looks at all users again. */
  public static final int MANY_OVER = 100;

  /**
   * Stores an exemption, unless it would change nothing.
   *
   * @param wanted under whatever id; it gets one of its own
   * @return empty where others were faster each time, and nothing was stored
   */
  public Optional<Addition> add(Exemption wanted) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Exemptions trail = log.trail();
      Addition decided = trail.add(wanted);
      if (!(decided instanceof Addition.Added(var exemption))
          || trail.byId(exemption.id()).isPresent()
          || log.add(exemption)) {
        return Optional.of(decided);
      }
    }
    return Optional.empty();
  }

  /**
   * Takes an exemption back, where there is one to be taken back.
   *
   * @return empty where others were faster each time, and nothing was stored
   */
  public Optional<Removing> remove(String id, Removal removal) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Removing decided = log.trail().remove(id, removal);
      if (!(decided instanceof Removing.Removed(var exemption)) || log.remove(exemption)) {
        return Optional.of(decided);
      }
    }
    return Optional.empty();
  }

  /**
   * Puts away those that are long over, so that sweeps need not read them for ever: once they are
   * many, and only those of which nothing is left to report.
   */
  public void putAway(Predicate<Exemption> reported, Instant now) {
    Instant before = now.minus(ExemptionLog.RECENT);
    List<Exemption> over =
        log.read().all().stream()
            .filter(each -> !each.holds(now) && each.end().isBefore(before))
            .filter(reported)
            .toList();
    if (over.size() >= MANY_OVER) {
      over.forEach(log::putAway);
    }
  }
}
