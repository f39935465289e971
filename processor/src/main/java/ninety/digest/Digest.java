package ninety.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ninety.coverage.Span;

/**
 * A digest file as CloudTrail writes it each hour: the log files that it delivered in that time,
 * and the digest before (CloudTrail user guide, "CloudTrail digest file structure").
 *
 * @param at where CloudTrail put it, by its own word, which is signed
 * @param delivered the time in which it delivered all these files, and no other
 * @param key the fingerprint of the key that signed it
 * @param signed the text that is signed ("Custom implementations of CloudTrail log file integrity
 *     validation")
 * @param hash of its content, unpacked, in hexadecimal digits
 * @param previous empty where log file validation began, or began again
 */
public record Digest(
    Location at,
    Span delivered,
    String key,
    String signed,
    String hash,
    Optional<Previous> previous,
    List<Named> files) {

  /** Beyond any that an hour comes to, unpacked, in bytes. */
  public static final int LARGEST = 16 << 20;

  private static final String ALGORITHM = "SHA256withRSA";
  private static final String HASH_ALGORITHM = "SHA-256";

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /** The digest file before. Its signature is kept here too. */
  public record Previous(Location at, String hash, String signature) {}

  /**
   * A log file.
   *
   * @param hash of its content, unpacked, in hexadecimal digits
   */
  public record Named(Location at, String hash) {}

  public Digest {
    files = List.copyOf(files);
  }

  /**
   * Reads the content of a digest file, unpacked.
   *
   * @throws IOException if it is none, or is signed or hashed in another way than is known
   */
  public static Digest read(byte[] content) throws IOException {
    JsonNode json = json(content);
    if (!text(json, "digestSignatureAlgorithm").equals(ALGORITHM)) {
      throw new IOException("It is signed in a way that is not known, not by " + ALGORITHM);
    }
    Location at = location(json, "digestS3Bucket", "digestS3Object");
    String end = text(json, "digestEndTime");
    String hash = Hashes.of(content);
    Optional<Previous> previous = previous(json);
    return new Digest(
        at,
        span(text(json, "digestStartTime"), end),
        text(json, "digestPublicKeyFingerprint"),
        "%s\n%s\n%s\n%s".formatted(end, at, hash, previous.map(Previous::signature).orElse("null")),
        hash,
        previous,
        files(json));
  }

  private static JsonNode json(byte[] content) throws IOException {
    try {
      return JSON.readTree(content);
    } catch (JsonProcessingException malformed) {
      throw new IOException("It is no digest file: it is not JSON", malformed);
    }
  }

  private static Optional<Previous> previous(JsonNode json) throws IOException {
    if (!json.path("previousDigestS3Object").isTextual()) {
      return Optional.empty();
    }
    hashedAsKnown(json, "previousDigestHashAlgorithm");
    return Optional.of(
        new Previous(
            location(json, "previousDigestS3Bucket", "previousDigestS3Object"),
            lower(text(json, "previousDigestHashValue")),
            text(json, "previousDigestSignature")));
  }

  private static List<Named> files(JsonNode json) throws IOException {
    JsonNode list = json.path("logFiles");
    if (!list.isArray()) {
      throw new IOException("It is no digest file: it has no logFiles");
    }
    List<Named> files = new ArrayList<>();
    for (JsonNode each : list) {
      hashedAsKnown(each, "hashAlgorithm");
      files.add(new Named(location(each, "s3Bucket", "s3Object"), lower(text(each, "hashValue"))));
    }
    return files;
  }

  private static void hashedAsKnown(JsonNode json, String name) throws IOException {
    if (!text(json, name).equals(HASH_ALGORITHM)) {
      throw new IOException("It has hashes that are not known, not of " + HASH_ALGORITHM);
    }
  }

  private static Location location(JsonNode json, String bucket, String object) throws IOException {
    return new Location(text(json, bucket), text(json, object));
  }

  private static String text(JsonNode json, String name) throws IOException {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw new IOException("It is no digest file: it has no " + name);
    }
    return value.textValue();
  }

  private static String lower(String digits) {
    return digits.toLowerCase(Locale.ROOT);
  }

  private static Span span(String from, String to) throws IOException {
    try {
      return new Span(Instant.parse(from), Instant.parse(to));
    } catch (DateTimeException | IllegalArgumentException noTime) {
      throw new IOException("It is no digest file: it is for no time", noTime);
    }
  }

  /**
   * Whether that key made this signature.
   *
   * @param signature in hexadecimal digits
   */
  boolean isSigned(PublicKey by, String signature) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(by);
      check.update(signed.getBytes(UTF_8));
      return check.verify(HexFormat.of().parseHex(signature));
    } catch (GeneralSecurityException | IllegalArgumentException noSignature) {
      return false;
    }
  }

  /** The same without the names of its files, which are most of it. */
  Digest withoutFiles() {
    return new Digest(at, delivered, key, signed, hash, previous, List.of());
  }
}
