package ninety.alert;

import java.util.Optional;
import ninety.policy.Alert;
import ninety.policy.Notice;
import ninety.policy.SourceTransition;
import ninety.policy.Transition;

/** How transitions are put into words for the queue's reader. */
public interface Format {

  /**
   * The alert that tells the transition; empty where the format has no word for it. A body is a
   * function of the transition: a repeat is byte-identical.
   */
  Optional<Alert> compose(Transition transition);

  /** The same for a transition of the source. */
  Optional<Alert> compose(SourceTransition transition);

  /** The same for a notice. */
  Optional<Alert> compose(Notice notice);
}
