package ninety.signature;

import java.util.Optional;

/**
 * The verdict of a signature on a body. A key's id is what the signature's header claims; it is
 * proved only where the verdict is {@link Valid}.
 */
public sealed interface Verdict {

  /** Exactly this body was signed with one of the keys. */
  record Valid(Optional<String> keyId) implements Verdict {}

  /** There is no signature. */
  record Unsigned() implements Verdict {}

  /** None of the keys has the id that the signature names. */
  record OtherKey(String id) implements Verdict {}

  /** The key with this id, which is at hand, did not sign this body and header. */
  record Changed(String id) implements Verdict {}

  /**
   * None of the keys signed this body and header. They have no ids, so that it cannot be known
   * whether the body was changed or another key was used.
   */
  record NoMatch(Optional<String> keyId) implements Verdict {}

  /**
   * The body would be valid without the line break that a file ends with, which nobody signed.
   *
   * @param asItIs the verdict on the body with it
   */
  record LineBreak(Verdict asItIs) implements Verdict {}

  /** The header names another algorithm than ES256, or none: nothing else was looked at. */
  record OtherAlgorithm(String algorithm) implements Verdict {}

  /** The signature is not a detached JWS as ninety makes them. */
  record Malformed(String why) implements Verdict {}

  /**
   * There is no message to judge.
   *
   * @param why continues a sentence that begins with the element's name
   */
  record NoMessage(String why) implements Verdict {}

  /** The word for it, for machines to read and for counts; it does not change. */
  default String label() {
    return switch (this) {
      case Valid _ -> "valid";
      case Unsigned _ -> "no-signature";
      case OtherKey _ -> "other-key";
      case Changed _ -> "changed";
      case NoMatch _ -> "no-match";
      case LineBreak(var asItIs) -> asItIs.label();
      case OtherAlgorithm _ -> "other-algorithm";
      case Malformed _, NoMessage _ -> "malformed";
    };
  }

  /** The id of the key that the signature names, where its header was read. */
  default Optional<String> keyId() {
    return switch (this) {
      case Valid(var keyId) -> keyId;
      case OtherKey(var id) -> Optional.of(id);
      case Changed(var id) -> Optional.of(id);
      case NoMatch(var keyId) -> keyId;
      case LineBreak(var asItIs) -> asItIs.keyId();
      case Unsigned _, OtherAlgorithm _, Malformed _, NoMessage _ -> Optional.empty();
    };
  }
}
