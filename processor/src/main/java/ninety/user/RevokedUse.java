package ninety.user;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.user.UserRecord.Status;

/**
 * The latest use of an account whose access was revoked: a sign-in, or a call of a session that
 * should have ended.
 *
 * @param use what proves it
 * @param signedIn whether the person signed in; else an old session was used
 * @param revocation what forbade it: of a disabling and a deletion the first
 * @param over the newer event that disabled or deleted the user again, or that let the user in
 */
public record RevokedUse(Proof use, boolean signedIn, Proof revocation, Optional<Proof> over) {

  /**
   * The latest one, of both kinds.
   *
   * @param grace how long after the revocation a session may still be used (AWS ends sessions
   *     within the hour: IAM Identity Center User Guide, "Disable user access")
   */
  public static Optional<RevokedUse> of(UserRecord user, Duration grace) {
    return Stream.concat(
            user.lastAuthenticated().flatMap(use -> of(user, use, true, Duration.ZERO)).stream(),
            user.portalUse().flatMap(use -> of(user, use, false, grace)).stream())
        .max(Comparator.comparing(RevokedUse::use).thenComparing(RevokedUse::signedIn));
  }

  private static Optional<RevokedUse> of(
      UserRecord user, Proof use, boolean signedIn, Duration grace) {
    return revocation(user, use)
        .filter(revoked -> use.time().isAfter(revoked.time().plus(grace)))
        .map(revoked -> new RevokedUse(use, signedIn, revoked, over(user, use.time())));
  }

  /** The latest uses of both kinds, if the access was revoked then, even if nobody is accused. */
  public static Stream<Proof> whileRevoked(UserRecord user) {
    return Stream.of(user.lastAuthenticated(), user.portalUse())
        .flatMap(Optional::stream)
        .filter(use ->
            user.deletionAt(use.time()).isPresent()
                || user.access().disabledAt(use.time()).isPresent());
  }

  private static Optional<Proof> revocation(UserRecord user, Proof use) {
    return Register.earlier(user.deletionAt(use.time()), disabling(user, use.time()));
  }

  /**
   * The disabling that was in force. Whom the directory found enabled later, though no event said
   * so, was enabled by an event that is lost, nobody knows when: that accuses nobody.
   */
  private static Optional<Proof> disabling(UserRecord user, Instant use) {
    return user.access()
        .disabledAt(use)
        .filter(span -> span.ended().filter(end -> end.word().listed()).isEmpty())
        .map(span -> span.since());
  }

  private static Optional<Proof> over(UserRecord user, Instant use) {
    if (user.status() == Status.ENABLED) {
      return user.access().enabling();
    }
    List<AccessHistory.Entry> since = user.access().after(use);
    // Who was let in since was revoked anew, whoever says so.
    boolean letIn = since.stream().anyMatch(entry -> entry.word().enables());
    return Stream.of(
            revokedAnew(since).stream(),
            user.deleted().stream(),
            letIn ? revokedNow(user).stream() : Stream.<Proof>empty())
        .flatMap(proofs -> proofs)
        .filter(proof -> proof.time().isAfter(use))
        .max(Comparator.naturalOrder());
  }

  /**
   * As it is to be read where nobody was alerted to it: that the user was enabled since does not
   * undo the use, and only a newer event that disabled or deleted the user again ends it.
   */
  public RevokedUse unlessEnabled(UserRecord user) {
    if (user.status() != Status.ENABLED) {
      return this;
    }
    Optional<Proof> deleted = user.deleted().filter(proof -> proof.time().isAfter(use.time()));
    return new RevokedUse(
        use,
        signedIn,
        revocation,
        Register.later(deleted, revokedAnew(user.access().after(use.time()))));
  }

  private static Optional<Proof> revokedAnew(List<AccessHistory.Entry> since) {
    return since.stream()
        .filter(entry -> !entry.word().listed() && !entry.word().enables())
        .map(AccessHistory.Entry::proof)
        .max(Comparator.naturalOrder());
  }

  private static Optional<Proof> revokedNow(UserRecord user) {
    return user.deletion()
        .or(() -> user.access().disabledAt(Instant.MAX).map(AccessHistory.Disabled::since));
  }
}
