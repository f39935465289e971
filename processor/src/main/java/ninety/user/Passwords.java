package ninety.user;

import static ninety.user.Register.later;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import ninety.user.UserRecord.Creation;

/**
 * The life of a user's password in the store: when it began and what stood beside it. The reading
 * of a {@link UserRecord} that 8.3.9 needs.
 *
 * @param reset the latest that set a one-time password
 * @param link the latest mailed link, or reset of a kind that is not known; whether it was followed
 *     leaves no event
 * @param creation the call that made the user, and whether with a password
 * @param came when the user came to be, by that call or by what the directory remembers
 */
public record Passwords(
    SignIns signIns,
    Optional<Proof> reset,
    Optional<Proof> link,
    Optional<Register<Creation>> creation,
    Optional<Proof> came) {

  /**
   * The time within which the records of one login come. The one that never says its credentials
   * comes seconds before or after the other; a use from longer before is one of another login.
   */
  static final Duration LOGIN = Duration.ofMinutes(5);

  private static final Set<Factors> WITH_PASSWORD = EnumSet.noneOf(Factors.class);

  static {
    for (Factors shown : Factors.values()) {
      if (shown.password()) {
        WITH_PASSWORD.add(shown);
      }
    }
  }

  /**
   * The facts that are decisive for the password's age, so that a move that decides nothing can be
   * seen.
   */
  public record Gist(
      Optional<Proof> set,
      Optional<Proof> link,
      boolean external,
      boolean externalUnlessLink,
      boolean seen,
      boolean alone,
      boolean aloneOrEmailCode,
      boolean factorAlways,
      boolean factorOrEmailCodeAlways,
      boolean factorSinceLink,
      boolean factorOrEmailCodeSinceLink) {}

  public Gist gist() {
    return new Gist(
        began(false),
        link,
        external(false),
        external(true),
        seen().isPresent(),
        alone(true).isPresent(),
        alone(false).isPresent(),
        factorSince(life(false), false).isPresent(),
        factorSince(life(false), true).isPresent(),
        factorSince(life(true), false).isPresent(),
        factorSince(life(true), true).isPresent());
  }

  /**
   * Since when it matters what stood beside the password: since it began, or the user did.
   *
   * @param linkCounts whether a mailed link is taken for a reset
   */
  public Instant life(boolean linkCounts) {
    return began(linkCounts).or(this::came).map(Proof::time).orElse(Instant.EPOCH);
  }

  /**
   * True if an external identity provider has the password: the latest sign-in that said its
   * credentials went through it, and no password was set in the store since, nor the user made.
   *
   * @param linkCounts whether a mailed link is taken for a reset
   */
  public boolean external(boolean linkCounts) {
    Optional<Proof> outside = outside();
    Optional<Proof> set = later(linkCounts ? later(reset, link) : reset, came);
    return outside.isPresent()
        && signIns.latest(EnumSet.allOf(Factors.class)).equals(outside)
        && set.filter(it -> it.time().isAfter(outside.get().time())).isEmpty();
  }

  /** The proof that the latest sign-in went through an external identity provider. */
  public Optional<Proof> outside() {
    return signIns.latest(Set.of(Factors.EXTERNAL));
  }

  /** The proof that there is a password: a sign-in with it, or one at which it had to be set. */
  public Optional<Proof> seen() {
    return ofThisUser(signIns.latest(WITH_PASSWORD)).or(() -> ofThisUser(mailedCode()));
  }

  /**
   * True if the credentials of some sign-in are not known, so that a password may have been used.
   */
  public boolean someUnsaid() {
    return ofThisUser(signIns.latest(EnumSet.allOf(Factors.class))).isEmpty()
        ? ofThisUser(signIns.latest()).isPresent()
        : ofThisUser(signIns.latest(Set.of(Factors.UNSAID))).isPresent();
  }

  /** The latest sign-in with the password alone. */
  public Optional<Proof> alone(boolean emailCodeIsFactor) {
    return signIns.latest(weak(emailCodeIsFactor));
  }

  private static Set<Factors> weak(boolean emailCodeIsFactor) {
    return emailCodeIsFactor
        ? EnumSet.of(Factors.PASSWORD_ALONE)
        : EnumSet.of(Factors.PASSWORD_ALONE, Factors.PASSWORD_AND_EMAIL_CODE);
  }

  /**
   * The proof of when the password was set: a reset, a creation that made one, or the first sign-in
   * of a user who was made without one. A password is never older than its user.
   *
   * @param linkCounts whether a mailed link is taken for a reset
   */
  public Optional<Proof> began(boolean linkCounts) {
    Optional<Proof> made =
        creation.filter(it -> it.value() == Creation.WITH_PASSWORD).map(Register::proof);
    // Whose password was set before needs none at a mailed code; a link was not followed by then.
    Optional<Proof> first = ofThisUser(reset).isPresent() ? Optional.empty() : firstSignIn();
    Optional<Proof> set = linkCounts ? later(reset, link) : reset;
    return ofThisUser(later(set, later(made, first)));
  }

  /** No word on one of an earlier life under the same id. */
  private Optional<Proof> ofThisUser(Optional<Proof> proof) {
    return proof.filter(it -> came.filter(coming -> coming.time().isAfter(it.time())).isEmpty());
  }

  /**
   * The first sign-in by a mailed code, at which the password began: none for whoever used the
   * account before, in whatever way.
   */
  private Optional<Proof> firstSignIn() {
    return mailedCode().filter(code -> !usedBefore(code));
  }

  /**
   * The first sign-in by a mailed code of a user who was made without a password, which has to be
   * set then. The console gives one, or mails an invitation by which the user sets one: then it is
   * no beginning.
   */
  private Optional<Proof> mailedCode() {
    boolean withoutMode = creation.filter(it -> it.value() != Creation.WITHOUT_PASSWORD).isEmpty();
    return withoutMode ? signIns.firstEmailCode() : Optional.empty();
  }

  private boolean usedBefore(Proof code) {
    return signIns
        .firstUse()
        .filter(it -> it.time().isBefore(code.time().minus(LOGIN)))
        .isPresent();
  }

  /**
   * The latest sign-in that proves a second factor, where every sign-in since then that said its
   * credentials, and used a password of the store, showed or enrolled one; else empty.
   */
  public Optional<Proof> factorSince(Instant since, boolean emailCodeIsFactor) {
    Set<Factors> strong =
        emailCodeIsFactor
            ? EnumSet.of(
                Factors.PASSWORD_AND_FACTOR, Factors.ENROLMENT, Factors.PASSWORD_AND_EMAIL_CODE)
            : EnumSet.of(Factors.PASSWORD_AND_FACTOR, Factors.ENROLMENT);
    Set<Factors> against = EnumSet.copyOf(weak(emailCodeIsFactor));
    against.add(Factors.UNSAID);
    return signIns.latestSince(since, against).isPresent()
        ? Optional.empty()
        : signIns.latestSince(since, strong);
  }
}
