package ninety.signature;

import java.util.Optional;

/**
 * What a signature says about a body. A key's id is what the signature's header claims; it is
 * proved only where the verdict is {@link Valid}.
 */
public sealed interface Verdict {

  /** Exactly this body was signed with one of the keys. */
  record Valid(Optional<String> keyId) implements Verdict {}

  /** There is no signature. */
  record Unsigned() implements Verdict {}

  /** None of the keys has the id that the signature names. */
  record OtherKey(String keyId) implements Verdict {}

  /** The key with this id, which is at hand, did not sign this body and header. */
  record Changed(String keyId) implements Verdict {}

  /**
   * None of the keys signed this body and header. They have no ids, so that it cannot be told
   * whether the body was changed or another key was used.
   */
  record NoMatch(Optional<String> keyId) implements Verdict {}

  /** The header names another algorithm than ES256, or none: nothing else was looked at. */
  record OtherAlgorithm(String algorithm) implements Verdict {}

  /** It is no detached JWS as ninety makes them. */
  record Malformed(String why) implements Verdict {}
}
