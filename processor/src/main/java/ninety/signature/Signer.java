package ninety.signature;

import java.util.Optional;

/** Seals an alert, so that whoever reads it can see that it is ours and was not changed. */
public interface Signer {

  /**
   * Signs exactly this text, as UTF-8. A text that is signed again may get another signature; both
   * hold.
   *
   * @return a compact JWS with detached payload (RFC 7515, appendix F); empty where it cannot be
   *     had now and may be had later
   * @throws SigningRefused if no repeat can help
   */
  Optional<String> sign(String body);
}
