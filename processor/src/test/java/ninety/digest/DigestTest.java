package ninety.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import ninety.cloudtrail.LogFile;
import ninety.coverage.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With two digest files that were made and signed by openssl, in the steps in which AWS's own
 * command line checks them, and not by anything of ours; and with the user guide's own samples.
 */
final class DigestTest {

  private static final String FOLDER =
      "AWSLogs/111122223333/CloudTrail-Digest/us-east-2/2026/06/01/111122223333_CloudTrail-Digest"
          + "_us-east-2_your-trail-name_us-east-2_20260601T";

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = DigestTest.class.getResourceAsStream("/digest/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static PublicKey key(Digest digest) throws IOException {
    return KeyFile.read(resource("public-keys.json")).find("us-east-2", digest.key()).orElseThrow();
  }

  @Test
  void a_digest_is_signed_by_its_key_and_a_changed_one_is_not() throws IOException {
    Digest first = Digest.read(resource("first.json"));
    Digest second = Digest.read(resource("second.json"));
    String ofSecond = new String(resource("second.signature"), UTF_8);
    String ofFirst = second.previous().orElseThrow().signature();

    assertTrue(first.isSigned(key(first), ofFirst));
    assertTrue(second.isSigned(key(second), ofSecond));
    assertFalse(first.isSigned(key(first), ofSecond));
    assertFalse(first.isSigned(key(first), "no digits"));
    assertFalse(
        Digest.read(
                new String(resource("second.json"), UTF_8)
                    .replace("\"logFiles\": []", "\"logFiles\":  []")
                    .getBytes(UTF_8))
            .isSigned(key(second), ofSecond));
  }

  @Test
  void it_names_its_time_its_log_files_and_the_one_before() throws IOException {
    Digest first = Digest.read(resource("first.json"));
    Digest second = Digest.read(resource("second.json"));

    assertEquals(new Location("S3-bucket-name", FOLDER + "150131Z.json.gz"), first.at());
    assertEquals(
        new Span(Instant.parse("2026-06-01T14:01:31Z"), Instant.parse("2026-06-01T15:01:31Z")),
        first.delivered());
    assertEquals(Optional.empty(), first.previous());
    assertEquals(
        List.of(
            "S3-bucket-name/AWSLogs/111122223333/CloudTrail/us-east-2/2026/06/01/111122223333_CloudTrail"
                + "_us-east-2_20260601T1445Z_9nYN7gp2eWAJHIfT.json.gz"),
        first.files().stream().map(it -> it.at().toString()).toList());
    assertEquals(Hashes.of("{\"Records\":[]}".getBytes(UTF_8)), first.files().getFirst().hash());
    assertEquals(first.at(), second.previous().orElseThrow().at());
    assertEquals(first.hash(), second.previous().orElseThrow().hash());
    assertEquals(List.of(), second.files());
  }

  @ParameterizedTest
  @CsvSource({
    "SHA256withRSA, SHA512withRSA, It is signed in a way that is not known",
    "SHA-256, MD5, It has hashes that are not known",
    "digestS3Object, other, It is no digest file: it has no digestS3Object",
    "2026-06-01T15:01:31Z, soon, It is no digest file: it is for no time",
    "logFiles, files, It is no digest file: it has no logFiles",
  })
  void what_is_of_another_form_is_none(String part, String other, String why) throws IOException {
    byte[] changed = new String(resource("first.json"), UTF_8).replace(part, other).getBytes(UTF_8);

    IOException thrown = assertThrows(IOException.class, () -> Digest.read(changed));

    assertTrue(String.valueOf(thrown.getMessage()).startsWith(why), thrown.getMessage());
  }

  @Test
  void its_name_says_of_which_trail_and_time_it_is() {
    assertEquals(
        Optional.of(
            new DigestName(
                "111122223333",
                "us-east-2",
                "your-trail_name_us-east-1",
                Instant.parse("2015-08-17T15:01:31Z"),
                false)),
        DigestName.of(
            new LogFile(
                "x/111122223333_CloudTrail-Digest_us-east-2_your-trail_name_us-east-1_20150817T150131Z.json.gz",
                1)));
    assertTrue(
        DigestName.of(
                new LogFile(
                    "111122223333_CloudTrail-Digest_us-east-2_name_us-east-1_20150817T150131Z_backfill.json.gz",
                    1))
            .orElseThrow()
            .backfill());
    assertEquals(
        Optional.empty(),
        DigestName.of(
            new LogFile(
                "111122223333_CloudTrail_us-east-2_20150817T1445Z_9nYN7gp2eWA.json.gz", 1)));
  }

  /** The user guide's sample of {@code list-public-keys}: keys of PKCS #1, and one of X.509. */
  @Test
  void keys_are_read_as_cloudtrail_lists_them() throws IOException, GeneralSecurityException {
    String pkcs1 =
        "MIIBCgKCAQEAn11L2YZ9h7onug2ILi1MWyHiMRsTQjfWE+pHVRLk1QjfWhirG+lpOa8NrwQ/r7Ah5bNL6HepznOU9XTDSfmmnP97mqyc7z/upfZdS/AHhYcGaz7n6Wc/RRBU6VmiPCrAUojuSk6/GjvA8iOPFsYDuBtviXarvuLPlrT9kAd4Lb+rFfR5peEgBEkhlzc5HuWO7S0y+KunqxX6jQBnXGMtxmPBPP0FylgWGNdFtks/4YSKcgqwH0YDcawP9GGGDAeCIqPWIXDLG1jOjRRzWfCmD0iJUkz8vTsn4hq/5ZxRFE7UBAUiVcGbdnDdvVfhF9C3dQiDq3k7adQIziLT0cShgQIDAQAB";
    String x509 =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqlzPJbvZJ42UdcmLfPUqXYNfOs6I8lCfao/tOs8CmzPOEdtLWugB9xoIUz78qVHdKIqxbaG4jWHfJBiOSSFBM0lt8cdVo4TnRa7oG9io5pysS6DJhBBAeXsicufsiFJR+wrUNh8RSLxL4k6G1+BhLX20tJkZ/erT97tDGBujAelqseGg3vPZbTx9SMfOLN65PdLFudLP7Gat0Z9p5jw/rjpclKfo9Bfc3heeBxWGKwBBOKnFAaN9V57pOaosCvPKmHd9bg7jsQkI9Xp22IzGLsTFJZYVA3KiTAElDMu80iFXPHEq9hKNbt9e4URFam+1utKVEiLkR2disdCmPTK0VQIDAQAB";
    String listed =
        """
        {"publicKeyList": [{"Value": "%s", "Fingerprint": "8eba5db5bea9b640d1c96a77256fe7f2"}]}
        {"PublicKeyList": [{"Value": "%s", "Fingerprint": "31e8b5433410dfb61a9dc45cc65b22ff"}]}
        """
            .formatted(pkcs1, x509);

    KeyFile keys = KeyFile.read(listed.getBytes(UTF_8));

    for (String fingerprint :
        List.of("8eba5db5bea9b640d1c96a77256fe7f2", "31e8b5433410dfb61a9dc45cc65b22ff")) {
      RSAPublicKey key = (RSAPublicKey) keys.find("us-east-2", fingerprint).orElseThrow();
      assertEquals(2048, key.getModulus().bitLength());
    }
    assertEquals(Optional.empty(), keys.find("us-east-2", "other"));
    // So a test that names its own key after that is like CloudTrail.
    assertEquals(
        "8eba5db5bea9b640d1c96a77256fe7f2",
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("MD5").digest(Base64.getDecoder().decode(pkcs1))));
  }

  @Test
  void what_holds_no_key_is_no_file_of_keys() {
    for (String none :
        List.of(
            "",
            "{}",
            "[]",
            "{\"PublicKeyList\":[{\"Value\":\"AAAA\",\"Fingerprint\":\"a\"}]}",
            "no")) {
      assertThrows(IOException.class, () -> KeyFile.read(none.getBytes(UTF_8)), none);
    }
  }
}
