package ninety.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.vavr.control.Try;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import ninety.signature.Verdict.Changed;
import ninety.signature.Verdict.Malformed;
import ninety.signature.Verdict.NoMatch;
import ninety.signature.Verdict.OtherAlgorithm;
import ninety.signature.Verdict.OtherKey;
import ninety.signature.Verdict.Unsigned;
import ninety.signature.Verdict.Valid;

/**
 * Judges signatures by the keys that it was given. What a signature says about itself chooses among
 * these and brings no other: keys in its header are not looked at.
 */
public final class Verifier {

  /** In characters; a header with the longest ARN stays below 3,000. */
  private static final int LONGEST = 8192;

  /** RFC 7518, 3.4: R and S, 32 bytes each. */
  private static final int SIGNATURE_BYTES = 64;

  private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern DOT = Pattern.compile("\\.");

  private final PublicKeys keys;

  public Verifier(PublicKeys keys) {
    this.keys = keys;
  }

  /** Judges one body. */
  public Verdict judge(byte[] body, Optional<String> signature) {
    return signature.map(text -> judge(body, text)).orElseGet(Unsigned::new);
  }

  private Verdict judge(byte[] body, String signature) {
    if (signature.length() > LONGEST) {
      return new Malformed("it has more than %d characters".formatted(LONGEST));
    }
    String[] parts = DOT.split(signature, -1);
    if (parts.length != 3 || !BASE64URL.matcher(parts[0]).matches()) {
      return new Malformed("it is no compact JWS");
    }
    Map<String, Object> fields;
    try {
      fields = JSONObjectUtils.parse(new Base64URL(parts[0]).decodeToString());
    } catch (ParseException noObject) {
      return new Malformed("its header is no JSON object");
    }
    Optional<String> algorithm =
        Try.of(() -> Header.parseAlgorithm(fields).getName()).toJavaOptional();
    if (algorithm.isEmpty()) {
      return new Malformed("its header names no algorithm");
    }
    if (!algorithm.get().equals(JWSAlgorithm.ES256.getName())) {
      return new OtherAlgorithm(algorithm.get());
    }
    if (fields.containsKey("crit") || fields.containsKey("b64")) {
      return new Malformed("its header asks for an extension");
    }
    if (!parts[1].isEmpty()) {
      return new Malformed("it carries a body of its own");
    }
    Base64URL signed = new Base64URL(parts[2]);
    if (!BASE64URL.matcher(parts[2]).matches() || signed.decode().length != SIGNATURE_BYTES) {
      return new Malformed("it does not end in the %d bytes of ES256".formatted(SIGNATURE_BYTES));
    }
    try {
      JWSHeader header = JWSHeader.parse(fields, new Base64URL(parts[0]));
      return judge(header, (parts[0] + "." + Base64URL.encode(body)).getBytes(US_ASCII), signed);
    } catch (ParseException wrong) {
      return new Malformed("its header cannot be read");
    }
  }

  private Verdict judge(JWSHeader header, byte[] input, Base64URL signed) {
    Optional<String> keyId = Optional.ofNullable(header.getKeyID());
    List<ECKey> candidates = keys.candidates(keyId);
    if (candidates.stream().anyMatch(key -> holds(key, header, input, signed))) {
      return new Valid(keyId);
    }
    if (keyId.isEmpty()) {
      return new NoMatch(keyId);
    }
    if (candidates.isEmpty()) {
      return new OtherKey(keyId.get());
    }
    return candidates.stream().map(PublicKeys::idOf).anyMatch(keyId::equals)
        ? new Changed(keyId.get())
        : new NoMatch(keyId);
  }

  private static boolean holds(ECKey key, JWSHeader header, byte[] input, Base64URL signed) {
    try {
      return new ECDSAVerifier(key).verify(header, input, signed);
    } catch (JOSEException impossible) {
      throw new IllegalStateException("keys and algorithm were checked before", impossible);
    }
  }
}
