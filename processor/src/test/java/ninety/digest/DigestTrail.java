package ninety.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/**
 * A trail as CloudTrail delivers it into a bucket, with a key pair of our own: log files, and a
 * digest file for each hour that names them (CloudTrail user guide, "CloudTrail digest file
 * structure"). It makes everything from the guide's samples and shares nothing with what checks it.
 */
public final class DigestTrail {

  public static final String BUCKET = "trail";

  private static final KeyPair KEYS = keys();

  /** The same text has the same signature, and takes a while. */
  private static final Map<String, String> MADE = new ConcurrentHashMap<>();

  private final String account;
  private final String region;
  private final String name;
  private final Map<String, byte[]> objects = new TreeMap<>();
  private final Map<String, String> signatures = new TreeMap<>();
  private final List<String> named = new ArrayList<>();
  private Instant last;
  private String previous = "null";
  private String hash = "";
  private String previousFields =
      """
      "previousDigestS3Bucket":null,"previousDigestS3Object":null,"previousDigestHashValue":null,\
      "previousDigestHashAlgorithm":null,"previousDigestSignature":null\
      """;

  /**
   * @param begin when log file validation was switched on
   */
  public DigestTrail(String account, String region, String name, Instant begin) {
    this.account = account;
    this.region = region;
    this.name = name;
    this.last = begin;
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** By key, what lies in the bucket. */
  public Map<String, byte[]> objects() {
    return objects;
  }

  /** By key, the metadata {@code x-amz-meta-signature}. */
  public Map<String, String> signatures() {
    return signatures;
  }

  /** As {@code aws cloudtrail list-public-keys} prints it. */
  public static String publicKeys() {
    return """
    {"PublicKeyList": [{"Value": "%s", "ValidityStartTime": 1767225600.0,
    "ValidityEndTime": 1798761600.0, "Fingerprint": "%s"}]}
    """
        .formatted(Base64.getEncoder().encodeToString(pkcs1()), fingerprint());
  }

  public static KeyFile keyFile() {
    try {
      return KeyFile.read(publicKeys().getBytes(UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Of 2048 bits: in X.509 these are the bytes behind the first 24. */
  public static byte[] pkcs1() {
    byte[] x509 = KEYS.getPublic().getEncoded();
    return Arrays.copyOfRange(x509, 24, x509.length);
  }

  /** It is the MD5 of the key, as that of the guide's sample shows. */
  public static String fingerprint() {
    return hex("MD5", pkcs1());
  }

  /** Delivers a log file, of which the next digest knows. */
  public String log(Instant delivered, String... records) {
    String key = unnamedLog(delivered, records);
    name(key, records);
    return key;
  }

  /** A log file of which no digest knows. */
  public String unnamedLog(Instant delivered, String... records) {
    String key =
        "AWSLogs/%1$s/CloudTrail/%2$s/%3$s/%1$s_CloudTrail_%2$s_%4$s_%5$016d.json.gz"
            .formatted(
                account,
                region,
                format("uuuu/MM/dd", delivered),
                format("uuuuMMdd'T'HHmm'Z'", delivered),
                objects.size());
    objects.put(key, gzip(content(records)));
    return key;
  }

  private void name(String key, String... records) {
    named.add(
        """
        {"s3Bucket":"%s","s3Object":"%s","hashValue":"%s","hashAlgorithm":"SHA-256",\
        "newestEventTime":"2026-06-01T00:00:00Z","oldestEventTime":"2026-06-01T00:00:00Z"}\
        """
            .formatted(BUCKET, key, hex("SHA-256", content(records).getBytes(UTF_8))));
  }

  private static String content(String... records) {
    return "{\"Records\":[" + String.join(",", records) + "]}";
  }

  /** The digest of the time since the last one. */
  public String digest(Instant end) {
    String key = key(end, "");
    put(key, last, end, previousFields, previous);
    String signature = Objects.requireNonNull(signatures.get(key));
    previous = signature;
    previousFields =
        """
        "previousDigestS3Bucket":"%s","previousDigestS3Object":"%s","previousDigestHashValue":"%s",\
        "previousDigestHashAlgorithm":"SHA-256","previousDigestSignature":"%s\"\
        """
            .formatted(BUCKET, key, hash, signature);
    last = end;
    return key;
  }

  /** A digest of log files that came too late for the one of that time; of no chain. */
  public String backfill(Instant from, Instant end) {
    String key = key(end, "_backfill");
    put(
        key,
        from,
        end,
        """
        "previousDigestS3Bucket":null,"previousDigestS3Object":null,"previousDigestHashValue":null,\
        "previousDigestHashAlgorithm":null,"previousDigestSignature":null\
        """,
        "null");
    return key;
  }

  /** Log file validation is switched off until then. */
  public void off(Instant until) {
    last = until;
    previous = "null";
    previousFields =
        """
        "previousDigestS3Bucket":null,"previousDigestS3Object":null,"previousDigestHashValue":null,\
        "previousDigestHashAlgorithm":null,"previousDigestSignature":null\
        """;
    named.clear();
  }

  private void put(String key, Instant from, Instant end, String before, String signature) {
    String content =
        """
        {"awsAccountId":"%s","digestStartTime":"%s","digestEndTime":"%s","digestS3Bucket":"%s",\
        "digestS3Object":"%s","digestPublicKeyFingerprint":"%s",\
        "digestSignatureAlgorithm":"SHA256withRSA","newestEventTime":null,"oldestEventTime":null,\
        %s,"logFiles":[%s]}\
        """
            .formatted(
                account, from, end, BUCKET, key, fingerprint(), before, String.join(",", named));
    named.clear();
    hash = hex("SHA-256", content.getBytes(UTF_8));
    objects.put(key, gzip(content));
    signatures.put(key, sign(end + "\n" + BUCKET + "/" + key + "\n" + hash + "\n" + signature));
  }

  private String key(Instant end, String suffix) {
    return "AWSLogs/%1$s/CloudTrail-Digest/%2$s/%3$s/%1$s_CloudTrail-Digest_%2$s_%4$s_eu-central-1_%5$s%6$s.json.gz"
        .formatted(
            account,
            region,
            format("uuuu/MM/dd", end),
            name,
            format("uuuuMMdd'T'HHmmss'Z'", end),
            suffix);
  }

  private static String format(String pattern, Instant time) {
    return DateTimeFormatter.ofPattern(pattern).withZone(UTC).format(time);
  }

  private static String sign(String text) {
    return MADE.computeIfAbsent(text, DigestTrail::signed);
  }

  private static String signed(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(KEYS.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String hex(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static byte[] gzip(String content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content.getBytes(UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
