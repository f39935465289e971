package ninety.digest;

import java.security.PublicKey;
import java.util.Optional;

/**
 * The public keys of the key pairs with which CloudTrail signs digest files; each Region has its
 * own. Safe for all threads.
 */
public interface SigningKeys {

  /**
   * Finds a key.
   *
   * @param region from which the digest file was delivered
   */
  Optional<PublicKey> find(String region, String fingerprint);
}
