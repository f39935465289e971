package ninety.report;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import ninety.policy.Control;
import ninety.policy.Outcome;
import ninety.policy.Standing;
import ninety.policy.Terms;
import ninety.user.UserRecord;

/** The standing of one user under every control. */
public record UserStanding(UserRecord user, Map<Control, Outcome> outcomes) {

  /** The worst first; of those that stand alike, those who do so the longest. */
  public static final Comparator<UserStanding> WORST_FIRST =
      Comparator.comparing(UserStanding::worst)
          .thenComparing(UserStanding::days, Comparator.reverseOrder())
          .thenComparing(standing -> standing.user().id());

  public UserStanding {
    Map<Control, Outcome> complete = new EnumMap<>(Control.class);
    complete.putAll(outcomes);
    outcomes = Collections.unmodifiableMap(complete);
  }

  static UserStanding of(UserRecord user, Terms terms) {
    Map<Control, Outcome> outcomes = new EnumMap<>(Control.class);
    for (Control control : Control.values()) {
      Standing standing = control.standing(user, terms);
      // No sweep alerted anybody.
      Standing read =
          standing instanceof Standing.Used used
              ? used.unreported(user, terms.exemptions())
              : standing;
      outcomes.put(control, Outcome.of(read, user.status()));
    }
    return new UserStanding(user, outcomes);
  }

  private Outcome.Word worst() {
    return outcomes.values().stream()
        .map(Outcome::word)
        .min(Comparator.naturalOrder())
        .orElse(Outcome.Word.NOT_APPLICABLE);
  }

  private long days() {
    return outcomes.values().stream()
        .filter(outcome -> outcome.word() == worst())
        .mapToLong(outcome -> outcome.days().orElse(0L))
        .max()
        .orElse(0);
  }
}
