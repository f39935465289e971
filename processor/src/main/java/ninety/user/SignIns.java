package ninety.user;

import static ninety.user.Register.earlier;
import static ninety.user.Register.later;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sign-ins of a user so far, by what they proved. A join of registers, like the user record
 * that it is part of.
 *
 * @param latest the latest sign-in
 * @param credentials of the latest sign-in that said them and was not an enrolment; kept apart, for
 *     of the calls of one login the last one does not say them
 * @param byFactors the latest sign-in that showed each
 * @param firstEmailCode the earliest sign-in with nothing but a mailed code: the user had to set a
 *     password then, unless one is known to have been there before
 * @param firstUse the earliest use of the account that is neither such a sign-in nor one through an
 *     external identity provider: a mailed code long after it is not the user's first sign-in
 */
public record SignIns(
    Optional<Proof> latest,
    Optional<Register<Credentials>> credentials,
    Map<Factors, Proof> byFactors,
    Optional<Proof> firstEmailCode,
    Optional<Proof> firstUse) {

  public static final SignIns NONE =
      new SignIns(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

  public SignIns {
    Map<Factors, Proof> sorted = new EnumMap<>(Factors.class);
    sorted.putAll(byFactors);
    byFactors = Collections.unmodifiableMap(sorted);
  }

  static SignIns of(Kind kind, Proof proof) {
    return switch (kind) {
      case Kind.SignIn signIn -> of(signIn, proof);
      case Kind.PortalActivity() ->
          new SignIns(
              Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.of(proof));
      default -> NONE;
    };
  }

  private static SignIns of(Kind.SignIn signIn, Proof proof) {
    Optional<Factors> factors = Factors.of(signIn);
    boolean emailCodeAlone = signIn.credentials().filter(Credentials::emailCodeAlone).isPresent();
    boolean external = factors.equals(Optional.of(Factors.EXTERNAL));
    return new SignIns(
        Optional.of(proof),
        signIn
            .credentials()
            .filter(_ -> !factors.equals(Optional.of(Factors.ENROLMENT)))
            .map(used -> new Register<>(used, proof)),
        factors.map(shown -> Map.of(shown, proof)).orElse(Map.of()),
        emailCodeAlone ? Optional.of(proof) : Optional.empty(),
        emailCodeAlone || external ? Optional.empty() : Optional.of(proof));
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
        earlier(firstUse, other.firstUse));
  }

  /**
   * With the earliest use among those that are kept, where a version before did not keep the first.
   * A mailed code that it took for any sign-in may not have been the first one.
   */
  public SignIns completed(Optional<Proof> portalUse) {
    Optional<Proof> known =
        Stream.of(portalUse.stream(), latest.stream(), byFactors.values().stream())
            .flatMap(proofs -> proofs)
            .filter(proof -> !proof.equals(byFactors.get(Factors.EXTERNAL)))
            .filter(proof -> firstEmailCode.isEmpty() || !mayBeEmailCode(proof))
            .min(Proof::compareTo);
    return new SignIns(latest, credentials, byFactors, firstEmailCode, earlier(firstUse, known));
  }

  private boolean mayBeEmailCode(Proof proof) {
    return proof.equals(byFactors.get(Factors.WITHOUT_PASSWORD))
        && credentials
            .filter(said -> said.proof().equals(proof) && !said.value().emailCodeAlone())
            .isEmpty();
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
