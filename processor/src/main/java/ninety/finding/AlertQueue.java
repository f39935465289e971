package ninety.finding;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The queue of alerts, which their reader takes them from. */
public interface AlertQueue {

  /**
   * Sends alerts, in order per finding. Once an alert neither arrived nor was refused, no later one
   * of its finding is sent.
   *
   * @throws RuntimeException if no repeat can help, such as where the receiver does not exist or
   *     refuses us; alerts sent before may have arrived
   */
  Delivery send(List<Alert> alerts);

  /**
   * The outcome of sending.
   *
   * @param arrived those that are known to have arrived; others may have arrived or not: send them
   *     again, under the same ids
   * @param refused those that the receiver will never take as they are, with its word for that
   */
  record Delivery(Set<UUID> arrived, Map<UUID, String> refused) {
    public Delivery {
      arrived = Set.copyOf(arrived);
      refused = Map.copyOf(refused);
    }
  }
}
