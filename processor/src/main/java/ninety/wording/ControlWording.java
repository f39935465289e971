package ninety.wording;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import ninety.finding.UserTransition;
import ninety.policy.Control;
import ninety.policy.Policy;

/**
 * The words and fields of one control in alerts.
 *
 * @param rule how it is named
 * @param subject what is checked under it, as the subject of a sentence: {@code The age of
 *     passwords}
 * @param steps the words for a step of a finding about a user, who is called so
 * @param parameters of the policy that it is judged by, thresholds aside, for machines
 * @param fields of its own on a finding, for machines: texts, numbers and instants
 * @param predecessor the name of the event in the project that this one succeeds; empty where that
 *     knew no such control
 */
public record ControlWording(
    Rule rule,
    String subject,
    BiFunction<UserTransition, String, Wording> steps,
    Function<Policy, Map<String, String>> parameters,
    Function<UserTransition, Map<String, Object>> fields,
    Optional<String> predecessor) {

  /** The list: one line for each control. */
  public static ControlWording of(Control control) {
    return switch (control) {
      case INACTIVITY -> InactivityWording.CONTROL;
      case PASSWORD_AGE -> PasswordAgeWording.CONTROL;
      case REVOKED_ACCESS -> RevocationWording.CONTROL;
    };
  }
}
