package ninety.digest;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A public key as {@code cloudtrail:ListPublicKeys} gives it: an RSA key in DER, in the form of
 * PKCS #1, or, as in one of the user guide's examples, of X.509.
 */
public final class SigningKey {

  /** AlgorithmIdentifier of rsaEncryption (RFC 8017, appendix A.1). */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int BIT_STRING = 0x03;

  private SigningKey() {}

  public static Optional<PublicKey> read(byte[] der) {
    return x509(der).or(() -> x509(wrapped(der)));
  }

  private static Optional<PublicKey> x509(byte[] der) {
    try {
      return Optional.of(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException noKey) {
      return Optional.empty();
    }
  }

  private static byte[] wrapped(byte[] pkcs1) {
    byte[] bits = new byte[pkcs1.length + 1]; // The first byte: of the last one no bit is unused.
    System.arraycopy(pkcs1, 0, bits, 1, pkcs1.length);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(RSA);
    both.writeBytes(element(BIT_STRING, bits));
    return element(SEQUENCE, both.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      byte[] length = java.math.BigInteger.valueOf(content.length).toByteArray();
      int skip = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - skip));
      out.write(length, skip, length.length - skip);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
