package ninety.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which CloudTrail names contents. */
public final class Hashes {

  private Hashes() {}

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException neverInJava) {
      throw new IllegalStateException(neverInJava);
    }
  }

  /** In hexadecimal digits. */
  public static String text(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  static String of(byte[] content) {
    return text(sha256().digest(content));
  }
}
