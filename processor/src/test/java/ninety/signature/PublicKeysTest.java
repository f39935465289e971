package ninety.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.List;
import java.util.Optional;
import ninety.local.KmsLocal;
import ninety.signature.PublicKeys.Reading;
import ninety.signature.PublicKeys.Reading.Unusable;
import ninety.signature.PublicKeys.Reading.Usable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublicKeysTest {

  private static final TestKey KEY = TestKey.named("arn:one");
  private static final TestKey SECOND = TestKey.named("arn:two");

  @Test
  void pem_and_der_give_the_key_and_no_id() {
    assertEquals(List.of(Optional.empty()), ids(KEY.pem()));
    assertEquals(
        List.of(Optional.empty()), ids("\ufeff# our key\r\n" + KEY.pem().replace("\n", "\r\n")));
    assertEquals(
        KEY.pair().toPublicJWK().getX(), keys(PublicKeys.read(KEY.der())).getFirst().getX());
  }

  @Test
  void several_pem_blocks_are_several_keys() {
    assertEquals(2, keys(read(KEY.pem() + SECOND.pem())).size());
  }

  @Test
  void a_jwk_and_a_jwks_give_the_id_too() {
    assertEquals(List.of(Optional.of("arn:one")), ids(KEY.pair().toPublicJWK().toJSONString()));
    assertEquals(
        List.of(Optional.of("arn:one"), Optional.of("arn:two")),
        ids(jwks(KEY.pair().toPublicJWK(), SECOND.pair().toPublicJWK())));
  }

  @Test
  void what_the_aws_cli_prints_gives_the_arn_as_id() {
    try (KmsLocal kms = KmsLocal.start()) {
      String arn = kms.createSigningKey();

      assertEquals(List.of(Optional.of(arn)), ids(kms.publicKeyJson(arn)));
      assertEquals(List.of(Optional.empty()), ids(kms.publicKeyPem(arn)));
    }
  }

  @Test
  void of_a_jwks_the_keys_of_other_sorts_are_left_out() throws Exception {
    JWK rsa = new RSAKeyGenerator(2048).keyID("rsa").generate().toPublicJWK();
    JWK other = new ECKeyGenerator(Curve.P_384).keyID("p384").generate().toPublicJWK();

    assertEquals(List.of(Optional.of("arn:one")), ids(jwks(rsa, other, KEY.pair().toPublicJWK())));
    assertEquals(new Unusable("holds no key on the curve P-256"), read(jwks(rsa, other)));
  }

  @Test
  void a_private_or_secret_key_is_not_taken() throws Exception {
    Unusable secret = new Unusable("holds a private key; verifying takes the public one");

    assertEquals(secret, read(KEY.pair().toJSONString()));
    assertEquals(secret, read("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"));
    assertEquals(
        secret, read("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----"));
    assertEquals(secret, read(new OctetSequenceKeyGenerator(256).generate().toJSONString()));
  }

  @Test
  void a_key_of_another_sort_is_said_to_be_so() {
    try (KmsLocal kms = KmsLocal.start()) {
      String rsa = kms.createKey("RSA_2048", "SIGN_VERIFY");
      String other = kms.createKey("ECC_NIST_P384", "SIGN_VERIFY");

      assertEquals(
          new Unusable("holds no public key on an elliptic curve (SubjectPublicKeyInfo)"),
          read(kms.publicKeyPem(rsa)));
      assertEquals(
          new Unusable("holds a key on another curve than P-256"), read(kms.publicKeyJson(other)));
    }
  }

  @Test
  void a_point_beside_the_curve_is_no_key() {
    byte[] der = KEY.der();
    der[der.length - 1] ^= 1;

    assertInstanceOf(Unusable.class, PublicKeys.read(der));
    assertInstanceOf(
        Unusable.class,
        read(
            KEY.pair()
                .toPublicJWK()
                .toJSONString()
                .replace(KEY.pair().getX().toString(), KEY.pair().getY().toString())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                           | is neither PEM, DER, a JWK nor a JWKS",
        "hello                        | is neither PEM, DER, a JWK nor a JWKS",
        "'[]'                         | is neither PEM, DER, a JWK nor a JWKS",
        "'{'                          | is not JSON, although it begins so",
        "'{}'                         | is JSON, but neither a JWK nor a JWKS",
        "'{\"keys\":[]}'              | holds no key on the curve P-256",
        "'{\"keys\":7}'               | is no JWKS that can be read",
        "'{\"kty\":\"EC\"}'           | is no JWK that can be read",
        "'{\"PublicKey\":\"?\"}'      | holds a PublicKey that is not Base64",
        "'{\"PublicKey\":\"AAAA\"}'   | holds no public key on an elliptic curve"
            + " (SubjectPublicKeyInfo)",
        "-----BEGIN PUBLIC KEY-----   | holds a PEM block without an end",
        "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY----- | holds no public key on an"
            + " elliptic curve (SubjectPublicKeyInfo)",
        "-----BEGIN PUBLIC KEY-----AAAAA-----END PUBLIC KEY----- | holds a PEM block that is not"
            + " Base64",
        "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE----- | holds a CERTIFICATE; verifying"
            + " takes a PUBLIC KEY",
      })
  void what_is_no_key_file_says_why(String text, String why) {
    assertEquals(new Unusable(why), read(text));
  }

  private static String jwks(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(false);
  }

  private static Reading read(String text) {
    return PublicKeys.read(text.getBytes(UTF_8));
  }

  private static List<ECKey> keys(Reading reading) {
    return assertInstanceOf(Usable.class, reading).keys().candidates(Optional.empty());
  }

  private static List<Optional<String>> ids(String text) {
    return keys(read(text)).stream().map(PublicKeys::idOf).toList();
  }

  @Test
  void a_jwk_may_say_what_it_is_for() {
    assertEquals(
        KEY.jwk().get("kid"),
        keys(read(KEY.pair().toPublicJWK().toJSONString())).getFirst().getKeyID());
  }
}
