package ninety.user;

import static ninety.user.Register.earlier;
import static ninety.user.Register.later;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a user's sign-ins proved so far. A join of registers, like the user record that it is part
 * of.
 *
 * @param latest the latest sign-in
 * @param credentials of the latest sign-in that said them and was no enrolment; kept apart, for of
 *     the calls of one login the last one does not say them
 * @param byFactors the latest sign-in that showed each
 * @param firstEmailCode the earliest sign-in with nothing but a mailed code: the user had to set a
 *     password then, unless one is known to have been there before
 * @param firstPassword the earliest sign-in that showed a password of the store, or may have: one
 *     that does not say its credentials is no proof that there was none
 */
public record SignIns(
    Optional<Proof> latest,
    Optional<Register<Credentials>> credentials,
    Map<Factors, Proof> byFactors,
    Optional<Proof> firstEmailCode,
    Optional<Proof> firstPassword) {

  public static final SignIns NONE =
      new SignIns(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

  public SignIns {
    Map<Factors, Proof> sorted = new EnumMap<>(Factors.class);
    sorted.putAll(byFactors);
    byFactors = Collections.unmodifiableMap(sorted);
  }

  static SignIns of(Kind kind, Proof proof) {
    if (!(kind instanceof Kind.SignIn signIn)) {
      return NONE;
    }
    Optional<Factors> factors = Factors.of(signIn);
    return new SignIns(
        Optional.of(proof),
        signIn
            .credentials()
            .filter(_ -> !factors.equals(Optional.of(Factors.ENROLMENT)))
            .map(used -> new Register<>(used, proof)),
        factors.map(shown -> Map.of(shown, proof)).orElse(Map.of()),
        signIn.credentials().filter(Credentials::emailCodeAlone).map(_ -> proof),
        factors.filter(Factors::maybePassword).map(_ -> proof));
  }

  SignIns join(SignIns other) {
    Map<Factors, Proof> both = new EnumMap<>(Factors.class);
    both.putAll(byFactors);
    other.byFactors.forEach(
        (shown, proof) -> both.merge(shown, proof, (a, b) -> a.compareTo(b) >= 0 ? a : b));
    return new SignIns(
        later(latest, other.latest),
        later(credentials, other.credentials),
        both,
        earlier(firstEmailCode, other.firstEmailCode),
        earlier(firstPassword, other.firstPassword));
  }

  /**
   * With the earliest possible sign-in with a password among those that are kept, where a version
   * before did not keep the first.
   */
  public SignIns completed() {
    Optional<Proof> known =
        byFactors.entrySet().stream()
            .filter(entry -> entry.getKey().maybePassword())
            .map(Map.Entry::getValue)
            .min(Proof::compareTo);
    return new SignIns(
        latest, credentials, byFactors, firstEmailCode, earlier(firstPassword, known));
  }

  /** The latest sign-in that showed one of these. */
  Optional<Proof> latest(Set<Factors> shown) {
    return byFactors.entrySet().stream()
        .filter(entry -> shown.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .max(Proof::compareTo);
  }

  /** The same of those at this instant or after it. */
  Optional<Proof> latestSince(Instant since, Set<Factors> shown) {
    return latest(shown).filter(proof -> !proof.time().isBefore(since));
  }
}
