package ninety.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.vavr.control.Either;
import io.vavr.control.Try;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public keys, on the curve P-256, that a reader of alerts trusts. At least one. */
public final class PublicKeys {

  /** The outcome of reading a key file. */
  public sealed interface Reading {

    /** There is a key in it. */
    record Usable(PublicKeys keys) implements Reading {}

    /**
     * There is none that alerts can be verified with.
     *
     * @param why continues a sentence that begins with the file's name
     */
    record Unusable(String why) implements Reading {}
  }

  private static final String PUBLIC_KEY = "PUBLIC KEY";
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** DER, ITU-T X.690: the tag of a sequence, with which a SubjectPublicKeyInfo begins. */
  private static final byte SEQUENCE = 0x30;

  private final List<ECKey> keys;

  private PublicKeys(List<ECKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads a key file: PEM or DER (SubjectPublicKeyInfo), a JWK, a JWKS, or what {@code aws kms
   * get-public-key} prints as JSON. Only the last three may give keys an id.
   */
  public static Reading read(byte[] file) {
    return keysIn(file)
        .<Reading>fold(Reading.Unusable::new, keys -> new Reading.Usable(new PublicKeys(keys)));
  }

  /** The keys to judge a signature by that names this key: those of that id, else those of none. */
  List<ECKey> candidates(Optional<String> keyId) {
    if (keyId.isEmpty()) {
      return keys;
    }
    List<ECKey> named = keys.stream().filter(key -> idOf(key).equals(keyId)).toList();
    return named.isEmpty() ? keys.stream().filter(key -> idOf(key).isEmpty()).toList() : named;
  }

  /** The id of a key, where its file gives it one. */
  static Optional<String> idOf(ECKey key) {
    return Optional.ofNullable(key.getKeyID());
  }

  private static Either<String, List<ECKey>> keysIn(byte[] file) {
    if (file.length > 0 && file[0] == SEQUENCE) {
      return ofDer(file, Optional.empty()).map(List::of);
    }
    String text = new String(file, UTF_8).replace("\ufeff", "").strip();
    if (text.contains("-----BEGIN ")) {
      return ofPem(text);
    }
    if (!text.startsWith("{")) {
      return Either.left("is neither PEM, DER, a JWK nor a JWKS");
    }
    return Try.of(() -> JSONObjectUtils.parse(text))
        .toEither("is not JSON, although it begins so")
        .flatMap(PublicKeys::ofJson);
  }

  private static Either<String, List<ECKey>> ofPem(String text) {
    List<ECKey> keys = new ArrayList<>();
    Matcher block = PEM.matcher(text);
    while (block.find()) {
      String label = block.group(1);
      if (!label.equals(PUBLIC_KEY)) {
        return Either.left(
            label.endsWith("PRIVATE KEY")
                ? "holds a private key; verifying takes the public one"
                : "holds a " + label + "; verifying takes a " + PUBLIC_KEY);
      }
      Either<String, ECKey> key =
          Try.of(() -> Base64.getMimeDecoder().decode(block.group(2)))
              .toEither("holds a PEM block that is not Base64")
              .flatMap(der -> ofDer(der, Optional.empty()));
      if (key.isLeft()) {
        return key.map(List::of);
      }
      keys.add(key.get());
    }
    return keys.isEmpty() ? Either.left("holds a PEM block without an end") : Either.right(keys);
  }

  private static Either<String, ECKey> ofDer(byte[] der, Optional<String> id) {
    return Try.of(() ->
            (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)))
        .toEither("holds no public key on an elliptic curve (SubjectPublicKeyInfo)")
        .filterOrElse(
            key -> Curve.P_256.equals(Curve.forECParameterSpec(key.getParams())),
            _ -> "holds a key on another curve than P-256")
        .flatMap(key ->
            Try.of(() -> new ECKey.Builder(Curve.P_256, key).keyID(id.orElse(null)).build())
                .toEither("holds a key that is not a point of its curve"));
  }

  private static Either<String, List<ECKey>> ofJson(Map<String, Object> json) {
    if (json.get("PublicKey") instanceof String base64) {
      Optional<String> arn =
          json.get("KeyId") instanceof String text ? Optional.of(text) : Optional.empty();
      return Try.of(() -> Base64.getDecoder().decode(base64))
          .toEither("holds a PublicKey that is not Base64")
          .flatMap(der -> ofDer(der, arn))
          .map(List::of);
    }
    if (json.containsKey("keys")) {
      return Try.of(() -> JWKSet.parse(json).getKeys())
          .toEither("is not a JWKS that can be read")
          .flatMap(PublicKeys::ofJwks);
    }
    if (json.containsKey("kty")) {
      return Try.of(() -> JWK.parse(json))
          .toEither("is not a JWK that can be read")
          .flatMap(jwk -> ofJwks(List.of(jwk)));
    }
    return Either.left("is JSON, but neither a JWK nor a JWKS");
  }

  private static Either<String, List<ECKey>> ofJwks(List<JWK> all) {
    if (all.stream().anyMatch(JWK::isPrivate)) {
      return Either.left("holds a private key; verifying takes the public one");
    }
    List<ECKey> keys =
        all.stream()
            .filter(ECKey.class::isInstance)
            .map(ECKey.class::cast)
            .filter(key -> Objects.equals(key.getCurve(), Curve.P_256))
            .toList();
    return keys.isEmpty() ? Either.left("holds no key on the curve P-256") : Either.right(keys);
  }
}
