package ninety.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.aws.Calls.answer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.Base64URL;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import ninety.aws.Fault;
import ninety.aws.WrongAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * Signs with ES256 by a key that never leaves KMS. The header names the algorithm and, as {@code
 * kid}, the key's ARN. KMS gets a digest and no content.
 *
 * <p>Any number of threads may use it.
 */
public final class KmsSigner implements Signer {

  private static final Logger LOG = LoggerFactory.getLogger(KmsSigner.class);

  /** RFC 7518, 3.4: R and S, 32 bytes each. */
  private static final int SIGNATURE_BYTES = 64;

  private final KmsAsyncClient client;
  private final SigningKey key;
  private final JWSHeader header;
  private final Semaphore inFlight;

  /**
   * @param atMost calls to KMS in flight at one time
   */
  public KmsSigner(KmsAsyncClient client, SigningKey key, int atMost) {
    this.client = client;
    this.key = key;
    this.header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.arn()).build();
    this.inFlight = new Semaphore(atMost);
  }

  @Override
  public Optional<String> sign(String body) {
    JWSObject unsigned = new JWSObject(header, new Payload(body.getBytes(UTF_8)));
    return signature(sha256(unsigned.getSigningInput()))
        // Header and signature, and between them the place of the payload, which is left out.
        .map(signature -> unsigned.getHeader().toBase64URL() + ".." + signature);
  }

  /** R and S of the digest; empty where KMS gives none now, even after the client's own retries. */
  private Optional<Base64URL> signature(byte[] digest) {
    inFlight.acquireUninterruptibly();
    try {
      byte[] der =
          answer(
                  client.sign(ask ->
                      ask.keyId(key.arn())
                          .messageType(MessageType.DIGEST)
                          .message(SdkBytes.fromByteArray(digest))
                          .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)))
              .signature()
              .asByteArray();
      return Optional.of(Base64URL.encode(ECDSA.transcodeSignatureToConcat(der, SIGNATURE_BYTES)));
    } catch (SdkException fault) {
      if (Fault.of(fault) != Fault.PASSING) {
        throw new SigningRefused(key.arn(), fault);
      }
      LOG.warn("KMS signs nothing now: {}", Fault.describe(fault));
      return Optional.empty();
    } catch (JOSEException noDer) {
      throw new WrongAnswer("KMS returned something that is not an ECDSA signature.", noDer);
    } finally {
      inFlight.release();
    }
  }

  private static byte[] sha256(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
