package ninety.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import ninety.finding.Dossier;
import ninety.reconcile.News.Known;
import ninety.user.DirectoryHistory;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Reconciliation.Difference;
import ninety.user.Register;
import ninety.user.RevokedUse;
import ninety.user.Roster;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Listing;
import ninety.user.UserRecord.Status;

/**
 * The directory's list against what is stored about one user.
 *
 * <p>A user whom the list has is as it says. Who is not in it is gone; but only a user of this
 * store, and only if all that is known of the user is older than the list: by what the clocks may
 * differ, since events are dated by AWS and the list by us. What only repeats the table is not
 * news.
 *
 * @param reconciled whether the table was compared with this store before; what differs from then
 *     on, an event should have said
 * @param changes of the directory's identity source, after which all that was said before is old
 */
public record Comparison(Roster roster, boolean reconciled, DirectoryHistory changes) {

  /** Events come late; so long after a change its event is not missed yet. */
  static final Duration LATE = Duration.ofHours(1);

  /** The facts to be joined into a user's record, and what is new about them. */
  public record Said(News news, UserRecord facts) {}

  /** Empty where the list says nothing, or nothing new, about the user. */
  public Optional<Said> of(Dossier dossier) {
    UserRecord known = dossier.user();
    return facts(dossier)
        .flatMap(facts -> {
          UserRecord joined = known.join(facts);
          Map<Difference, Known> differences = differences(dossier.stored(), known, joined);
          return differences.isEmpty() && !adds(known, joined)
              ? Optional.empty()
              : Optional.of(new Said(news(known, joined, differences), facts));
        });
  }

  /** True if the user is one of the store that was listed, as far as is known. */
  public boolean concerns(UserRecord known) {
    return roster.store().mayHold(known.id(), known.identityStoreId());
  }

  /**
   * Of the predecessor's table, the list that is not whole and says no status, users are made known
   * and no more: it is not the directory. Deleted users stay in it, and old names, by which
   * exemptions go.
   */
  private Optional<UserRecord> facts(Dossier dossier) {
    UserRecord known = dossier.user();
    Optional<Roster.Entry> entry = Optional.ofNullable(roster.entries().get(known.id()));
    if (!roster.whole() && entry.filter(it -> it.presence() == Presence.PRESENT).isPresent()) {
      return dossier.stored() ? Optional.empty() : entry.map(it -> it.seen(roster.store()));
    }
    return entry
        .map(it -> it.record(roster.store()))
        .or(() -> mayBeGone(known) ? Optional.of(roster.absent(known.id())) : Optional.empty());
  }

  private boolean mayBeGone(UserRecord known) {
    return roster.whole()
        && concerns(known)
        && known.signs().allMatch(seen -> seen.time().isBefore(surelyBefore(seen)));
  }

  /** Knows that what the directory said is dated by our clock, as the list is. */
  private Instant surelyBefore(Proof proof) {
    return switch (proof.source()) {
      case CLOUDTRAIL -> roster.at().minus(Proof.CLOCK_TOLERANCE);
      case DIRECTORY -> roster.at();
    };
  }

  private News news(UserRecord known, UserRecord joined, Map<Difference, Known> differences) {
    boolean status = differences.keySet().stream().anyMatch(it -> it != Difference.RENAMED);
    return new News(
        known.id(),
        joined.name().map(Register::value),
        differences,
        status && reconciled && !known.inDoubt() && !isRecent(known),
        hides(known, joined));
  }

  private boolean isRecent(UserRecord known) {
    Instant since = roster.at().minus(LATE);
    return Optional.ofNullable(roster.entries().get(known.id()))
        .flatMap(entry -> entry.updated().or(entry::created))
        .filter(at -> at.isAfter(since))
        .isPresent();
  }

  private static Map<Difference, Known> differences(
      boolean stored, UserRecord known, UserRecord joined) {
    Map<Difference, Known> all = new EnumMap<>(Difference.class);
    if (!stored) {
      if (joined.status() != Status.DELETED) {
        all.put(Difference.CREATED, new Known("nothing", Optional.empty()));
      }
      return all;
    }
    if (known.status() != joined.status()) {
      switch (joined.status()) {
        case DELETED -> all.put(Difference.GONE, standing(known));
        case DISABLED ->
            all.put(
                known.status() == Status.DELETED ? Difference.BACK : Difference.DISABLED,
                standing(known));
        case ENABLED ->
            all.put(
                known.status() == Status.DELETED ? Difference.BACK : Difference.ENABLED,
                standing(known));
      }
    }
    known
        .name()
        .filter(before -> !Optional.of(before.value()).equals(joined.name().map(Register::value)))
        .ifPresent(before ->
            all.put(Difference.RENAMED, new Known(before.value(), Optional.of(before.proof()))));
    return all;
  }

  private static Known standing(UserRecord known) {
    return switch (known.status()) {
      case DELETED -> new Known("deleted", known.deletion());
      case DISABLED -> new Known("disabled", known.disabling());
      case ENABLED ->
          known
              .access()
              .enabling()
              .map(proof -> new Known("enabled", Optional.of(proof)))
              .orElseGet(() -> new Known("seen", known.lastSeen()));
    };
  }

  /** True if it is worth a write although nothing is otherwise. */
  private boolean adds(UserRecord known, UserRecord joined) {
    return !known.name().map(Register::value).equals(joined.name().map(Register::value))
        || !known.identityStoreId().equals(joined.identityStoreId())
        || !known.creation().map(Proof::time).equals(joined.creation().map(Proof::time))
        || !known.contact().saysAs(joined.contact())
        || known.inDoubt() != joined.inDoubt()
        || isNewWord(known.listing(), joined.listing());
  }

  /** The first word, another one, or the first since the identity source was changed. */
  private boolean isNewWord(Optional<Register<Listing>> known, Optional<Register<Listing>> joined) {
    if (known.equals(joined)) {
      return false;
    }
    Optional<Presence> before = known.map(it -> it.value().presence());
    Optional<Presence> now = joined.map(it -> it.value().presence());
    boolean saysLess = before.isPresent() && now.equals(Optional.of(Presence.PRESENT));
    boolean old =
        known
            .map(it -> it.proof().time().minus(Proof.CLOCK_TOLERANCE))
            .flatMap(at -> changes.latest().filter(change -> !change.isBefore(at)))
            .isPresent();
    return old || (!before.equals(now) && !saysLess);
  }

  /** True if it would hide a use of a revoked access that may not be reported yet. */
  private static boolean hides(UserRecord known, UserRecord joined) {
    boolean revokes =
        joined.listing().filter(word -> word.value().presence().revokes()).isPresent();
    return revokes && isUsed(known) && !isUsed(joined);
  }

  private static boolean isUsed(UserRecord user) {
    return RevokedUse.of(user, Duration.ZERO).filter(use -> use.over().isEmpty()).isPresent();
  }
}
