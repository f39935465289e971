package ninety.user;

import static ninety.user.Register.later;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import ninety.user.UserRecord.Creation;

/**
 * What is known of a user's password in the store: when it began and what stood beside it. The
 * reading of a {@link UserRecord} that 8.3.9 needs.
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

  private static final Set<Factors> WITH_PASSWORD = EnumSet.noneOf(Factors.class);

  static {
    for (Factors shown : Factors.values()) {
      if (shown.password()) {
        WITH_PASSWORD.add(shown);
      }
    }
  }

  /** What is decisive for the password's age, so that a move that decides nothing can be seen. */
  public record Gist(
      Optional<Proof> set,
      Optional<Proof> link,
      boolean external,
      boolean seen,
      boolean alone,
      boolean aloneOrEmailCode,
      boolean factorAlways,
      boolean factorOrEmailCodeAlways) {}

  public Gist gist() {
    Instant began = began(true).or(() -> began(false)).map(Proof::time).orElse(Instant.EPOCH);
    return new Gist(
        began(false),
        link,
        external(),
        seen().isPresent(),
        alone(true).isPresent(),
        alone(false).isPresent(),
        factorSince(began, false).isPresent(),
        factorSince(began, true).isPresent());
  }

  /**
   * Whether an external identity provider has the password: the latest sign-in that said its
   * credentials went through it, and no password was set in the store since.
   */
  public boolean external() {
    Optional<Proof> outside = signIns.latest(Set.of(Factors.EXTERNAL));
    return outside.isPresent()
        && signIns.latest(EnumSet.allOf(Factors.class)).equals(outside)
        && reset.filter(it -> it.time().isAfter(outside.get().time())).isEmpty();
  }

  /** What proves that the latest sign-in went through an external identity provider. */
  public Optional<Proof> outside() {
    return signIns.latest(Set.of(Factors.EXTERNAL));
  }

  /** What shows that there is a password: a sign-in with it, or one at which it had to be set. */
  public Optional<Proof> seen() {
    return signIns.latest(WITH_PASSWORD).or(this::mailedCode);
  }

  /**
   * Whether the credentials of some sign-in are not known, so that a password may have been used.
   */
  public boolean someUnsaid() {
    return signIns.byFactors().isEmpty()
        ? signIns.latest().isPresent()
        : signIns.byFactors().containsKey(Factors.UNSAID);
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
   * What proves when the password was set: a reset, a creation that made one, or the first sign-in
   * of a user who was made without one. A password is never older than its user.
   *
   * @param linkCounts whether a mailed link is taken for a reset
   */
  public Optional<Proof> began(boolean linkCounts) {
    Optional<Proof> set = ofThisUser(linkCounts ? later(reset, link) : reset);
    Optional<Proof> made =
        creation.filter(it -> it.value() == Creation.WITH_PASSWORD).map(Register::proof);
    // Whose password was set before needs none at a mailed code.
    Optional<Proof> first = set.isPresent() ? Optional.empty() : firstSignIn();
    return later(set, ofThisUser(later(made, first)));
  }

  private Optional<Proof> ofThisUser(Optional<Proof> proof) {
    return proof.filter(it -> came.filter(coming -> coming.time().isAfter(it.time())).isEmpty());
  }

  /**
   * The first sign-in by a mailed code, at which the password began: none for whoever signed in
   * before with a password, or in a way that is not known.
   */
  private Optional<Proof> firstSignIn() {
    return mailedCode().filter(code -> !passwordBefore(code));
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

  private boolean passwordBefore(Proof code) {
    return signIns.firstPassword().filter(it -> it.time().isBefore(code.time())).isPresent();
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
