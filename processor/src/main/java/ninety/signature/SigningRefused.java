package ninety.signature;

import software.amazon.awssdk.core.exception.SdkException;

/** Nothing will be signed with this key until a person changes something. */
public final class SigningRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String key;

  public SigningRefused(String key, SdkException refusal) {
    super("Nothing can be signed with " + key, refusal);
    this.key = key;
  }

  /** The key's ARN. */
  public String key() {
    return key;
  }
}
