package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.coverage.Horizon;
import ninety.coverage.Observed;
import ninety.policy.Baseline.From;
import ninety.policy.Standing.Because;
import ninety.policy.Standing.Counting;
import ninety.policy.Standing.NotApplicable;
import ninety.policy.Standing.NotChecked;
import ninety.policy.Standing.Used;
import ninety.user.AccessHistory.Entry;
import ninety.user.AccessHistory.Word;
import ninety.user.Proof;
import ninety.user.RevokedUse;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/** How a user stands under the control that counts no days. */
final class RevokedAccess {

  private RevokedAccess() {}

  /**
   * While a consumer is behind, a use is not yet a breach: what allowed it may be among the records
   * to come. For CloudTrail's own delay nobody waits here, or who signs in again and again would
   * never be reported.
   *
   * <p>Whom an exemption covers is exempt here only if it was made after the use, in knowledge of
   * it.
   */
  static Standing standing(UserRecord user, Terms terms) {
    Optional<RevokedUse> used = RevokedUse.of(user, terms.policy().revocationGrace());
    if (used.isEmpty()) {
      return unlessUsedInAGap(unused(user), user, terms);
    }
    From from = used.get().signedIn() ? From.AUTHENTICATION : From.PORTAL_USE;
    Baseline use = Baseline.at(from, used.get().use());
    return use.since().isAfter(terms.asOf().plus(Horizon.ALLOWANCE))
        ? new Counting(
            use,
            Optional.of(use),
            Duration.ZERO,
            Optional.empty(),
            Optional.of(use.since().minus(Horizon.ALLOWANCE)))
        : new Used(use, used.get(), terms.exemptions().of(user, terms.asOf(), use.since()));
  }

  private static NotApplicable unused(UserRecord user) {
    return switch (user.status()) {
      case DELETED -> new NotApplicable(Because.DELETED, user.deletion());
      case DISABLED -> new NotApplicable(Because.DISABLED, user.revocation());
      case ENABLED ->
          new NotApplicable(Because.ENABLED, user.access().enabling().or(user::creation));
    };
  }

  /**
   * A use in a gap leaves no trace. Who uses a revoked access is likely to do it again: when for as
   * long as the breach of inactivity no use was heard since the gap, there was none, or it is long
   * over.
   */
  private static Standing unlessUsedInAGap(NotApplicable unused, UserRecord user, Terms terms) {
    Thresholds days = terms.policy().inactivity();
    Instant since = overBy(user).max(Comparator.naturalOrder()).orElse(Instant.MIN);
    if (!terms.tooMuchUnobserved(since, days)) {
      return unused;
    }
    Observed observed = terms.listened();
    Instant heardSince = terms.heardSince(since, days);
    Duration idle = observed.observed(heardSince, terms.asOf());
    return idle.compareTo(days.breach()) >= 0
        ? unused
        : new NotChecked(
            Optional.of(
                new Counting(
                    Baseline.coverage(heardSince),
                    Optional.empty(),
                    idle,
                    Optional.empty(),
                    Optional.of(observed.reaching(heardSince, days.breach())))));
  }

  /**
   * Whatever a use before it would be over by: an event that revokes anew, or that the user was let
   * in since. The directory's word that the access is revoked says how it is, and nothing of what
   * was; and an old session may go on for a while.
   */
  private static Stream<Instant> overBy(UserRecord user) {
    return Stream.of(
            user.access().newest().stream()
                .filter(entry -> entry.word() != Word.LISTED_DISABLED)
                .map(Entry::proof),
            user.deleted().stream(),
            user.creation().stream(),
            user.lastAuthenticated().stream(),
            user.portalUse().filter(_ -> user.status() == Status.ENABLED).stream())
        .flatMap(proofs -> proofs)
        .map(Proof::time);
  }
}
