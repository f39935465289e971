package ninety.cloudtrail;

import java.util.Optional;

/**
 * What was made of one envelope or record, and what stands on its face whatever was made of it.
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
