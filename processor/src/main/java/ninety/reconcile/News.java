package ninety.reconcile;

import java.util.Map;
import java.util.Optional;
import ninety.user.Proof;
import ninety.user.Reconciliation.Difference;
import ninety.user.UserId;

/**
 * The news in the directory's list of a user, which the table does not say.
 *
 * @param name as it is now, where it is known
 * @param differences what is otherwise, and what was known of it; none where something is only
 *     confirmed or added
 * @param missed whether an event should have said so
 * @param left whether it waits until a sweep has reported a use of a revoked access that it would
 *     hide
 */
public record News(
    UserId id,
    Optional<String> name,
    Map<Difference, Known> differences,
    boolean missed,
    boolean left) {

  /**
   * The state that was known before, mostly from events.
   *
   * @param what such as {@code enabled}, or the earlier name
   * @param proof empty where nothing proved it
   */
  public record Known(String what, Optional<Proof> proof) {}
}
