package ninety.finding;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ninety.finding.UserTransition.Raised;
import ninety.policy.Control;
import ninety.policy.Policy;
import ninety.policy.Standing;
import ninety.policy.Terms;
import ninety.user.DirectoryWord;

/**
 * The outcome of a look at one dossier: the steps that its findings take, and when to look again.
 *
 * @param transitions at most an end and a beginning for each control
 * @param due when to look again, if nothing happens before: a level is reached, an exemption ends,
 *     or the directory is to be asked
 * @param doubtful whether the directory's word is wanted although nobody is accused
 */
public record Judgement(
    List<UserTransition> transitions,
    Map<Control, ControlState> states,
    Due due,
    boolean doubtful) {

  /** Judges a dossier. Deciding does not deliver: whoever calls stores the outcome first. */
  public static Judgement of(Dossier dossier, Terms terms, DirectoryWord directory) {
    List<UserTransition> transitions = new ArrayList<>();
    Map<Control, ControlState> states = new EnumMap<>(Control.class);
    Due due = new Due.Never();
    for (Control control : Control.values()) {
      Standing standing = control.standing(dossier.user(), terms);
      states.put(
          control, new Course(dossier, control, terms, directory, transitions).follow(standing));
      due = due.or(Due.at(standing.changesAt()));
    }
    Asking asking = Asking.of(dossier.user(), states, terms);
    return new Judgement(
        List.copyOf(transitions), Map.copyOf(states), due.or(Due.at(asking.next())), asking.now());
  }

  /** True if the directory is to be asked: it accuses somebody, or it is in doubt. */
  public boolean asks() {
    return doubtful
        || transitions.stream().anyMatch(transition -> transition.step() instanceof Raised);
  }

  /** The dossier after the judgement, with these alerts pending. */
  public Dossier applyTo(Dossier dossier, List<Alert> alerts) {
    List<Alert> outbox = new ArrayList<>(dossier.outbox());
    outbox.addAll(alerts);
    // As long as something is pending the dossier stays due, so that a crash delays it only.
    Due look = outbox.isEmpty() ? due : new Due.Now();
    return new Dossier(
        dossier.user(),
        states,
        outbox,
        dossier.parked(),
        look,
        Policy.EDITION,
        dossier.version(),
        dossier.rest());
  }
}
