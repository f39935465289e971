package ninety.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ninety.policy.Control;
import ninety.policy.Terms;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/**
 * A decision on whether the directory's word on a user is wanted although nobody is accused, since
 * events get lost and not every record says all.
 *
 * @param now whether it is wanted now
 * @param next when it is wanted next
 */
record Asking(boolean now, Optional<Instant> next) {

  /** Of a disabled user, and of one with an open finding that counts days. */
  private static final Duration WEEKLY = Duration.ofDays(7);

  /** Of whoever used a revoked access, until it is over; and of a status that is in doubt. */
  static final Duration DAILY = Duration.ofDays(1);

  /** A deletion is confirmed after this. */
  private static final Duration CONFIRMED_AFTER = Duration.ofDays(1);

  /** A deletion is doubted for so long. */
  private static final Duration DOUBTED_FOR = Duration.ofDays(30);

  private static final Asking NEVER = new Asking(false, Optional.empty());

  static Asking of(UserRecord user, Map<Control, ControlState> states, Terms terms) {
    Instant asOf = terms.asOf();
    List<Asking> all = new ArrayList<>();
    all.add(onRevokedUse(user, states, asOf));
    all.add(
        switch (user.status()) {
          case DISABLED -> weekly(lastWord(user.revocations(), asOf), asOf);
          case DELETED -> onDeletion(user, asOf);
          case ENABLED -> onOpenFinding(user, states, asOf);
        });
    user.doubted()
        .filter(_ -> user.inDoubt())
        .map(doubt -> onDoubt(doubt.time(), asOf))
        .ifPresent(all::add);
    terms
        .directoryChanged()
        .filter(change -> user.status() != Status.DELETED && !askedSince(user, change))
        .map(_ -> new Asking(true, Optional.of(asOf.plus(WEEKLY))))
        .ifPresent(all::add);
    return new Asking(
        all.stream().anyMatch(Asking::now),
        all.stream().flatMap(it -> it.next().stream()).min(Comparator.naturalOrder()));
  }

  private static Asking onRevokedUse(
      UserRecord user, Map<Control, ControlState> states, Instant asOf) {
    return findings(states, control -> !control.countsDays())
        .findFirst()
        .map(used -> new Asking(isQuiet(used, user, asOf), Optional.of(asOf.plus(DAILY))))
        .orElse(NEVER);
  }

  /** True if for a day nobody used the account, and the finding is known for as long. */
  static boolean isQuiet(Finding used, UserRecord user, Instant asOf) {
    Instant before = asOf.minus(DAILY);
    return !used.lastSeen().isAfter(before)
        && user.lastActivity().filter(it -> it.time().isAfter(before)).isEmpty();
  }

  /**
   * A deletion by an event is confirmed a day later; that somebody is gone is asked again for a
   * while, since the directory that was asked may have been the wrong one.
   */
  private static Asking onDeletion(UserRecord user, Instant asOf) {
    Instant deleted = user.deletion().map(Proof::time).orElse(asOf);
    Instant first = deleted.plus(CONFIRMED_AFTER);
    Optional<Instant> confirmed =
        user.listing()
            .filter(word -> word.value().presence() == Presence.GONE)
            .map(word -> word.proof().time());
    if (confirmed.isEmpty()) {
      return asOf.isBefore(first)
          ? new Asking(false, Optional.of(first))
          : until(deleted.plus(DOUBTED_FOR), weekly(first.minus(WEEKLY), asOf), asOf);
    }
    return until(deleted.plus(DOUBTED_FOR), weekly(confirmed.get(), asOf), asOf);
  }

  private static Asking until(Instant end, Asking asking, Instant asOf) {
    return asOf.isAfter(end)
        ? NEVER
        : new Asking(asking.now(), asking.next().filter(it -> !it.isAfter(end)));
  }

  private static Asking onOpenFinding(
      UserRecord user, Map<Control, ControlState> states, Instant asOf) {
    return findings(states, Control::countsDays)
        .map(Finding::openedAt)
        .min(Comparator.naturalOrder())
        .map(opened -> weekly(lastWord(word(user), opened), asOf))
        .orElse(NEVER);
  }

  private static Stream<Finding> findings(
      Map<Control, ControlState> states, Predicate<Control> which) {
    return states.values().stream()
        .flatMap(state -> state.openFinding().stream())
        .filter(finding -> which.test(finding.control()));
  }

  /** An answer counts as older by what the clocks may differ, so it is asked for once more then. */
  private static Asking onDoubt(Instant doubted, Instant asOf) {
    Instant sure = doubted.plus(Proof.CLOCK_TOLERANCE);
    return new Asking(true, Optional.of(sure.isAfter(asOf) ? sure : asOf.plus(DAILY)));
  }

  private static boolean askedSince(UserRecord user, Instant change) {
    return word(user).anyMatch(word -> word.time().minus(Proof.CLOCK_TOLERANCE).isAfter(change));
  }

  private static Stream<Proof> word(UserRecord user) {
    return user.listing().map(Register::proof).stream();
  }

  private static Instant lastWord(Stream<Proof> words, Instant otherwise) {
    return words.map(Proof::time).max(Comparator.naturalOrder()).orElse(otherwise);
  }

  private static Asking weekly(Instant known, Instant asOf) {
    boolean old = !known.plus(WEEKLY).isAfter(asOf);
    return new Asking(old, Optional.of((old ? asOf : known).plus(WEEKLY)));
  }
}
