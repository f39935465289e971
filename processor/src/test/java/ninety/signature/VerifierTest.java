package ninety.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import ninety.Seeds;
import ninety.signature.PublicKeys.Reading.Usable;
import ninety.signature.Verdict.Changed;
import ninety.signature.Verdict.Malformed;
import ninety.signature.Verdict.NoMatch;
import ninety.signature.Verdict.OtherAlgorithm;
import ninety.signature.Verdict.OtherKey;
import ninety.signature.Verdict.Unsigned;
import ninety.signature.Verdict.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifierTest {

  private static final String ARN =
      "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final TestKey OURS = TestKey.named(ARN);
  private static final TestKey MALLORYS = TestKey.named("mallory");
  private static final String BODY = "{\"metadata\":{\"uid\":\"279cac45\"},\"message\":\"Mära\"}";

  private final Verifier byJwks =
      verifier(new JWKSet(List.of(MALLORYS.pair().toPublicJWK(), OURS.pair())).toString());
  private final Verifier byPem = verifier(OURS.pem());

  @Test
  void what_we_signed_is_valid_by_jwks_and_by_pem() {
    String jws = OURS.sign(BODY);

    assertEquals(new Valid(Optional.of(ARN)), judge(byJwks, BODY, jws));
    assertEquals(new Valid(Optional.of(ARN)), judge(byPem, BODY, jws));
  }

  @Test
  void a_body_without_a_signature_is_unsigned() {
    assertEquals(new Unsigned(), byPem.judge(BODY.getBytes(UTF_8), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "\n", "other"})
  void a_changed_body_is_said_to_be_changed_where_the_key_is_known(String body) {
    String jws = OURS.sign(BODY);

    assertEquals(new Changed(ARN), judge(byJwks, body, jws));
    assertEquals(new NoMatch(Optional.of(ARN)), judge(byPem, body, jws));
  }

  /** The bytes count, not what they mean. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\": {\"uid\":\"279cac45\"},\"message\":\"Mära\"}",
        "{\"message\":\"Mära\",\"metadata\":{\"uid\":\"279cac45\"}}",
        "{\"metadata\":{\"uid\":\"279cac45\"},\"message\":\"M\\u00e4ra\"}",
        "{\"metadata\":{\"uid\":\"279cac45\"},\"message\":\"Mära\"}\n",
      })
  void the_same_json_in_other_bytes_is_another_body(String body) {
    assertEquals(new Changed(ARN), judge(byJwks, body, OURS.sign(BODY)));
  }

  @Test
  void one_bit_changed_anywhere_is_found_out() {
    Seeds.each(
        500,
        random -> {
          byte[] body = BODY.getBytes(UTF_8);
          String jws = OURS.sign(BODY);
          body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
          assertEquals(new Changed(ARN), byJwks.judge(body, Optional.of(jws)));

          int signatureAt = jws.indexOf("..") + 2;
          byte[] signature = Base64.getUrlDecoder().decode(jws.substring(signatureAt));
          signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
          assertEquals(
              new Changed(ARN),
              judge(byJwks, BODY, jws.substring(0, signatureAt) + Base64URL.encode(signature)));
        });
  }

  @Test
  void another_key_is_named() {
    Verifier ours = verifier(new JWKSet(OURS.pair().toPublicJWK()).toString());

    assertEquals(new OtherKey("mallory"), judge(ours, BODY, MALLORYS.sign(BODY)));
    assertEquals(new NoMatch(Optional.of("mallory")), judge(byPem, BODY, MALLORYS.sign(BODY)));
  }

  @Test
  void who_borrows_the_name_of_our_key_does_not_pass() {
    String borrowed = MALLORYS.sign("{\"alg\":\"ES256\",\"kid\":\"" + ARN + "\"}", BODY);

    assertEquals(new Changed(ARN), judge(byJwks, BODY, borrowed));
    assertEquals(new NoMatch(Optional.of(ARN)), judge(byPem, BODY, borrowed));
  }

  /** Both keys are trusted, and yet the one that is named has to be the one that signed. */
  @Test
  void of_a_set_the_named_key_judges_alone() {
    String named = MALLORYS.sign("{\"alg\":\"ES256\",\"kid\":\"" + ARN + "\"}", BODY);

    assertEquals(new Changed(ARN), judge(byJwks, BODY, named));
  }

  @Test
  void a_signature_that_names_no_key_is_judged_by_all() {
    String nameless = OURS.sign("{\"alg\":\"ES256\"}", BODY);

    assertEquals(new Valid(Optional.empty()), judge(byJwks, BODY, nameless));
    assertEquals(new NoMatch(Optional.empty()), judge(byJwks, "other", nameless));
  }

  @Test
  void a_key_in_the_header_is_not_looked_at() {
    String brought =
        MALLORYS.sign(
            "{\"alg\":\"ES256\",\"kid\":\"%s\",\"jwk\":%s}"
                .formatted(ARN, MALLORYS.pair().toPublicJWK().toJSONString()),
            BODY);

    assertEquals(new Changed(ARN), judge(byJwks, BODY, brought));
  }

  @Test
  void a_changed_header_is_found_out() {
    String jws = OURS.sign(BODY);
    String header = "{\"alg\":\"ES256\",\"kid\":\"" + ARN + "\",\"x\":1}";

    assertEquals(
        new Changed(ARN),
        judge(byJwks, BODY, Base64URL.encode(header) + jws.substring(jws.indexOf(".."))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "HS256", "RS256", "PS256", "ES384", "es256", "EdDSA", ""})
  void another_algorithm_is_refused_before_anything_else(String algorithm) {
    String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + ARN + "\"}";

    assertEquals(new OtherAlgorithm(algorithm), judge(byPem, BODY, OURS.sign(header, BODY)));
    assertEquals(
        new OtherAlgorithm(algorithm), judge(byPem, BODY, Base64URL.encode(header) + ".."));
  }

  /** The old trick: the public key, which everybody has, taken for a secret. */
  @Test
  void a_mac_by_the_public_key_is_no_signature() throws Exception {
    Base64URL header = Base64URL.encode("{\"alg\":\"HS256\",\"kid\":\"" + ARN + "\"}");
    byte[] input = (header + "." + Base64URL.encode(BODY.getBytes(UTF_8))).getBytes(US_ASCII);
    Base64URL mac =
        new MACSigner(OURS.pem().getBytes(US_ASCII)).sign(new JWSHeader(JWSAlgorithm.HS256), input);

    assertEquals(new OtherAlgorithm("HS256"), judge(byPem, BODY, header + ".." + mac));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"kid\":\"x\"}'                                        | its header names no algorithm",
        "'{\"alg\":7}'                                            | its header names no algorithm",
        "'{\"alg\":null}'                                         | its header names no algorithm",
        "'[\"ES256\"]'                                            | its header is no JSON object",
        "'ES256'                                                  | its header is no JSON object",
        "'{\"alg\":\"none\",\"alg\":\"ES256\"}'                   | its header is no JSON object",
        "'{\"alg\":\"ES256\",\"kid\":7}'                          | its header cannot be read",
        "'{\"alg\":\"ES256\",\"b64\":false,\"crit\":[\"b64\"]}'   | its header asks for an"
            + " extension",
        "'{\"alg\":\"ES256\",\"crit\":[\"exp\"],\"exp\":1}'       | its header asks for an"
            + " extension",
        "'{\"alg\":\"ES256\",\"b64\":true}'                       | its header asks for an"
            + " extension",
      })
  void a_header_that_we_never_write_is_not_ours(String header, String why) {
    assertEquals(new Malformed(why), judge(byPem, BODY, OURS.sign(header, BODY)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "eyJhbGciOiJFUzI1NiJ9",
        "eyJhbGciOiJFUzI1NiJ9.",
        "eyJhbGciOiJFUzI1NiJ9...",
        "eyJhbGciOiJFUzI1NiJ9=..AA",
        "eyJhbGci OiJFUzI1NiJ9..AA",
        "-----BEGIN PUBLIC KEY-----",
      })
  void what_is_no_compact_jws_is_malformed(String text) {
    assertEquals(new Malformed("it is no compact JWS"), judge(byPem, BODY, text));
  }

  @Test
  void a_signature_with_a_body_of_its_own_is_not_detached() {
    String jws = OURS.sign(BODY).replace("..", "." + Base64URL.encode(BODY) + ".");

    assertEquals(new Malformed("it carries a body of its own"), judge(byPem, BODY, jws));
  }

  @Test
  void a_signature_of_another_length_is_none_of_es256() {
    String jws = OURS.sign(BODY);
    String header = jws.substring(0, jws.indexOf("..") + 2);
    byte[] signature = Base64.getUrlDecoder().decode(jws.substring(header.length()));
    Malformed wrong = new Malformed("it does not end in the 64 bytes of ES256");

    for (byte[] other :
        List.of(Arrays.copyOf(signature, 63), Arrays.copyOf(signature, 65), new byte[0], der())) {
      assertEquals(wrong, judge(byPem, BODY, header + Base64URL.encode(other)));
    }
    assertEquals(wrong, judge(byPem, BODY, jws + " "));
    assertEquals(wrong, judge(byPem, BODY, jws + "="));
  }

  /** CVE-2022-21449: zeros passed for any body. And R and S beyond the curve's order are none. */
  @ParameterizedTest
  @ValueSource(ints = {0x00, 0xff})
  void a_signature_of_zeros_or_beyond_the_order_does_not_pass(int value) {
    byte[] signature = new byte[64];
    Arrays.fill(signature, (byte) value);
    String jws = OURS.sign(BODY);

    assertEquals(
        new Changed(ARN),
        judge(byJwks, BODY, jws.substring(0, jws.indexOf("..") + 2) + Base64URL.encode(signature)));
  }

  @Test
  void a_signature_is_bounded() {
    assertEquals(
        new Malformed("it has more than 8192 characters"),
        judge(byPem, BODY, "e".repeat(1_000_000)));
  }

  @Test
  void whatever_is_given_gets_a_verdict() {
    String jws = OURS.sign(BODY);
    Seeds.each(
        2000,
        random -> {
          StringBuilder garbled = new StringBuilder(jws);
          for (int i = random.nextInt(1, 5); i > 0; i--) {
            int at = random.nextInt(garbled.length());
            switch (random.nextInt(3)) {
              case 0 -> garbled.setCharAt(at, (char) random.nextInt(32, 127));
              case 1 -> garbled.deleteCharAt(at);
              default -> garbled.insert(at, (char) random.nextInt(0, 0x3000));
            }
          }
          if (garbled.toString().equals(jws)) {
            return;
          }
          Verdict verdict = judge(byJwks, BODY, garbled.toString());
          // The last character has two bits that stand for nothing.
          if (garbled.length() != jws.length()
              || !garbled
                  .substring(0, jws.length() - 1)
                  .equals(jws.substring(0, jws.length() - 1))) {
            assertEquals(false, verdict instanceof Valid, garbled.toString());
          }
        });
  }

  private static Verdict judge(Verifier verifier, String body, String jws) {
    return verifier.judge(body.getBytes(UTF_8), Optional.of(jws));
  }

  private static Verifier verifier(String file) {
    return new Verifier(
        assertInstanceOf(Usable.class, PublicKeys.read(file.getBytes(UTF_8))).keys());
  }

  /** As KMS gives them, before they are made fit for a JWS. */
  private static byte[] der() {
    byte[] der = new byte[70];
    der[0] = 0x30;
    return der;
  }
}
