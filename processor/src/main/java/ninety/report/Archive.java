package ninety.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import ninety.cloudtrail.Decoded;
import ninety.cloudtrail.Reading;
import ninety.coverage.Observed;
import ninety.coverage.Span;
import ninety.exemption.Exemptions;
import ninety.policy.Policy;
import ninety.policy.Terms;
import ninety.user.Fact;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;

/**
 * The facts of archived records up to one instant, folded in memory: one record a user, whatever
 * the order of the files and however often a record stands in them. Takes one reading after the
 * other and keeps none.
 */
public final class Archive {

  private static final Unused AFTER =
      new Unused("left out", "after-at", "Later than the instant that is judged for.");
  private static final Unused NAME_ONLY =
      new Unused(
          "left out",
          "user-id-unknown",
          "The record names its user only by name, and names are reused: who it was is not known.");
  private static final Unused HEARTBEAT =
      new Unused("ignored", "heartbeat", "A sign of life of the feed; it is about no user.");
  private static final Unused DIRECTORY_CHANGE =
      new Unused(
          "ignored",
          Decoded.DirectoryChanged.LABEL,
          "The source of the directory's users was changed: those of before may be gone without a"
              + " deletion.");

  private static final Unused TAMPERING =
      new Unused(
          "ignored",
          Decoded.Tampered.LABEL,
          "A trail, rule, key or stream was changed: if ninety depends on it, records may be"
              + " missing.");

  /** The day CloudTrail began. An earlier time is a default or a typing error. */
  private static final Instant FIRST_RECORD = Instant.parse("2013-11-13T00:00:00Z");

  private final Instant at;
  private final Map<UserId, UserRecord> users = new TreeMap<>();
  private final SortedMap<Unused, Long> unused = new TreeMap<>();
  private Optional<Instant> earliest = Optional.empty();

  /**
   * An empty one.
   *
   * @param at what is later is left out
   */
  public Archive(Instant at) {
    this.at = at;
  }

  public void add(Reading reading) {
    Optional<Instant> time = time(reading);
    if (time.filter(it -> it.isAfter(at)).isPresent()) {
      count(AFTER);
      return;
    }
    if (earliest.isEmpty() || time.filter(it -> it.isBefore(earliest.get())).isPresent()) {
      earliest = time.or(() -> earliest);
    }
    switch (reading.decoded()) {
      case Decoded.Observed(var fact) -> observe(fact);
      case Decoded.Heartbeat _ -> count(HEARTBEAT);
      case Decoded.DirectoryChanged _ -> count(DIRECTORY_CHANGE);
      case Decoded.Tampered _ -> count(TAMPERING);
      case Decoded.Ignored(var reason, _) ->
          count(new Unused("ignored", reason.label(), reason.explanation()));
      case Decoded.Rejected(var fault, _) ->
          count(new Unused("rejected", fault.label(), fault.explanation()));
    }
  }

  private void observe(Fact fact) {
    switch (fact.subject()) {
      case Subject.ById(var id, _) -> users.merge(id, UserRecord.of(id, fact), UserRecord::join);
      case Subject.ByName _ -> count(NAME_ONLY);
    }
  }

  private void count(Unused kind) {
    unused.merge(kind, 1L, Long::sum);
  }

  /** When it was, by a record that is understood; empty where that cannot be said. */
  private static Optional<Instant> time(Reading reading) {
    return switch (reading.decoded()) {
      case Decoded.Observed(var fact) -> Optional.of(fact.proof().time());
      case Decoded.Heartbeat(_, var sent) -> Optional.of(sent);
      case Decoded.DirectoryChanged(var proof) -> Optional.of(proof.time());
      case Decoded.Tampered tampered -> Optional.of(tampered.proof().time());
      case Decoded.Ignored _ -> reading.eventTime().flatMap(Archive::parsed);
      case Decoded.Rejected _ -> Optional.empty();
    };
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(Instant.parse(text)).filter(time -> !time.isBefore(FIRST_RECORD));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /** The time of the earliest record that was understood, whatever it was about. */
  public Optional<Instant> earliest() {
    return earliest;
  }

  /** The number of records that moved nothing, by the reason. */
  public SortedMap<Unused, Long> unused() {
    return Collections.unmodifiableSortedMap(unused);
  }

  /**
   * Everybody's standing, the worst first; deleted users too.
   *
   * @param coveredFrom since when the files hold every record
   * @param gaps in which they do not
   */
  public List<UserStanding> judged(
      Policy policy, Exemptions exemptions, Optional<Instant> coveredFrom, List<Span> gaps) {
    Terms terms = new Terms(policy, exemptions, observed(coveredFrom, gaps), at, at);
    return users.values().stream()
        .map(user -> UserStanding.of(user, terms))
        .sorted(UserStanding.WORST_FIRST)
        .toList();
  }

  private static Optional<Observed> observed(Optional<Instant> coveredFrom, List<Span> gaps) {
    return coveredFrom.map(from -> new Observed(from, gaps));
  }
}
