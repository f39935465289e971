package ninety.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.util.Base64;
import java.util.Map;

/** A key pair on P-256, which signs whatever header and body it is given. */
public record TestKey(ECKey pair) {

  public static TestKey named(String id) {
    try {
      return new TestKey(new ECKeyGenerator(Curve.P_256).keyID(id).generate());
    } catch (JOSEException failed) {
      throw new AssertionError(failed);
    }
  }

  public String id() {
    return pair.getKeyID();
  }

  /** As ninety signs. */
  public String sign(String body) {
    return sign("{\"alg\":\"ES256\",\"kid\":\"" + id() + "\"}", body);
  }

  /** A detached JWS with this header, whatever it says, over this body. */
  public String sign(String header, String body) {
    try {
      Base64URL first = Base64URL.encode(header);
      byte[] input = (first + "." + Base64URL.encode(body.getBytes(UTF_8))).getBytes(US_ASCII);
      return first + ".." + new ECDSASigner(pair).sign(new JWSHeader(JWSAlgorithm.ES256), input);
    } catch (JOSEException failed) {
      throw new AssertionError(failed);
    }
  }

  public byte[] der() {
    try {
      return pair.toECPublicKey().getEncoded();
    } catch (JOSEException failed) {
      throw new AssertionError(failed);
    }
  }

  public String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der())
        + "\n-----END PUBLIC KEY-----\n";
  }

  public Map<String, Object> jwk() {
    return pair.toPublicJWK().toJSONObject();
  }
}
