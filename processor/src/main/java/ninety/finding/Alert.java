package ninety.finding;

import java.util.UUID;

/**
 * An alert: a transition as it is sent.
 *
 * @param id the transition's; a repeat has the same one
 * @param finding the id of the finding, whose alerts are delivered in order
 * @param body what the queue's reader gets; stored with the intent, so that a repeat is
 *     byte-identical
 */
public record Alert(UUID id, UUID finding, String body) {

  /** The alert about a transition. */
  public static Alert of(Transition transition, String body) {
    return new Alert(transition.alertId(), transition.findingUid(), body);
  }
}
