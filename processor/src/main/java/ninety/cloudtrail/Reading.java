package ninety.cloudtrail;

import java.util.Optional;

/**
 * The meaning of one envelope or record, with what stands on its face whatever that is.
 *
 * @param eventTime CloudTrail's {@code eventTime} as written, without control characters and cut to
 *     64 characters; not checked to be a time
 * @param eventId the record's own id, not the envelope's; treated likewise and cut to 128
 */
public record Reading(Decoded decoded, Optional<String> eventTime, Optional<String> eventId) {

  /** Of something that has no face. */
  static Reading faceless(Decoded decoded) {
    return new Reading(decoded, Optional.empty(), Optional.empty());
  }
}
