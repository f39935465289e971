package ninety.signature;

import static ninety.aws.Calls.answer;

import ninety.aws.Misconfigured;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/**
 * An asymmetric KMS key that ES256 signatures can be made with.
 *
 * @param arn the key's own, never an alias's: an alias may lead to another key tomorrow
 */
public record SigningKey(String arn) {

  private static final KeySpec SPEC = KeySpec.ECC_NIST_P256;
  private static final KeyUsageType USAGE = KeyUsageType.SIGN_VERIFY;

  /**
   * Looks it up.
   *
   * @param name the key's id or ARN, or an alias's name or ARN
   * @throws SdkException if it cannot be looked up: no such key, no access, disabled
   * @throws Misconfigured if it is a key of another sort; the message says of which
   */
  public static SigningKey named(String name, KmsAsyncClient client) {
    GetPublicKeyResponse found = answer(client.getPublicKey(ask -> ask.keyId(name)));
    if (found.keySpec() != SPEC || found.keyUsage() != USAGE) {
      throw new Misconfigured(
          "The signing key %s is made for %s with %s. Signing alerts takes a key for %s with %s."
              .formatted(name, found.keyUsageAsString(), found.keySpecAsString(), USAGE, SPEC));
    }
    return new SigningKey(found.keyId());
  }
}
