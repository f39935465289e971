package ninety.wording;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.finding.UserTransition;
import ninety.finding.UserTransition.Raised;
import ninety.finding.UserTransition.Resolved;
import ninety.finding.UserTransition.Suppressed;
import ninety.policy.Cause;
import ninety.policy.Thresholds;
import ninety.user.Proof;

/**
 * The time that a control has counted, against its limit. Only what has wholly passed is claimed:
 * 86 days and 23 hours are 86 days.
 *
 * @param counted never negative
 * @param limit after which the control is breached
 */
public record Age(Duration counted, Duration limit) {

  /** More digits of a fraction of a day than anyone configures. */
  private static final MathContext DIGITS = new MathContext(6);

  private record Unit(Duration length, String noun) {}

  private static final Unit DAY = new Unit(Duration.ofDays(1), "day");
  private static final List<Unit> SHORTER =
      List.of(new Unit(Duration.ofHours(1), "hour"), new Unit(Duration.ofMinutes(1), "minute"));
  private static final Unit SECOND = new Unit(Duration.ofSeconds(1), "second");

  public Age {
    counted = counted.isNegative() ? Duration.ZERO : counted;
  }

  /** The age that a step speaks of; empty for a control that counts no days. */
  public static Optional<Age> of(UserTransition transition) {
    return transition.thresholds().map(thresholds -> of(transition, thresholds));
  }

  /**
   * The time that had been counted at the instant for which the step was decided, or where
   * something ended it, until then.
   */
  public static Age of(UserTransition transition, Thresholds thresholds) {
    Instant end =
        switch (transition.step()) {
          case Raised _, Suppressed _ -> transition.asOf();
          case Resolved(_, var proof) -> proof.map(Proof::time).orElse(transition.asOf());
        };
    return new Age(transition.counted(end), thresholds.breach());
  }

  /**
   * The whole days that are counted after a step: none where the count started anew. Empty for a
   * control that counts no days.
   */
  static Optional<Long> daysAfter(UserTransition transition) {
    Optional<Long> counted = of(transition).map(Age::days);
    return switch (transition.step()) {
      case Raised _, Suppressed _ -> counted;
      case Resolved(var cause, _) -> startedAnew(cause) ? Optional.of(0L) : counted;
    };
  }

  private static boolean startedAnew(Cause cause) {
    return switch (cause) {
      case ACTIVITY, PASSWORD_RESET, CREATED -> true;
      case DISABLED, DELETED, ENABLED, ENABLED_GRACE -> false;
      case NOT_APPLICABLE, SECOND_FACTOR, NO_PASSWORD, POLICY_CHANGE, RULE_CORRECTED -> false;
    };
  }

  /** Whole days. */
  public long days() {
    return counted.toDays();
  }

  /** Such as {@code 86 of 90 days}. */
  String ofLimit() {
    String whole = decimal(limit, unit());
    return count() + " of " + whole + " " + (whole.equals("1") ? unit().noun : unit().noun + "s");
  }

  /** Such as {@code 90 days}. */
  @Override
  public String toString() {
    if (count() == 0) {
      return "less than one " + unit().noun;
    }
    return count() + " " + (count() == 1 ? unit().noun : unit().noun + "s");
  }

  /** A threshold in days as a plain decimal number: {@code 90}, {@code 0.5}. */
  public static String inDays(Duration threshold) {
    return decimal(threshold, DAY);
  }

  /** A time in hours as a plain decimal number. */
  public static String inHours(Duration time) {
    return decimal(time, SHORTER.getFirst());
  }

  private long count() {
    return counted.dividedBy(unit().length);
  }

  /** Days, unless the limit is shorter than one, as in a trial. */
  private Unit unit() {
    if (limit.compareTo(DAY.length) >= 0) {
      return DAY;
    }
    return SHORTER.stream()
        .filter(unit -> limit.compareTo(unit.length) >= 0)
        .findFirst()
        .orElse(SECOND);
  }

  private static String decimal(Duration duration, Unit unit) {
    return BigDecimal.valueOf(duration.toMillis())
        .divide(BigDecimal.valueOf(unit.length.toMillis()), DIGITS)
        .stripTrailingZeros()
        .toPlainString();
  }
}
