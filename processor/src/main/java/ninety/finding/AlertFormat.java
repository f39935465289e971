package ninety.finding;

import java.util.Optional;

/** A format of alerts, in which the queue's reader gets them. */
public interface AlertFormat {

  /**
   * The alert about the transition; empty where the format has no word for it. A body is a function
   * of the transition: a repeat is byte-identical.
   */
  Optional<Alert> compose(Transition transition);
}
