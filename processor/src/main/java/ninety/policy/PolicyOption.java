package ninety.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options that make a policy, each with its value as the command line spells it. */
public enum PolicyOption {
  INACTIVITY_DAYS("inactivity-days"),
  INACTIVITY_FROM("inactivity-from"),
  PASSWORD_DAYS("password-days"),
  PASSWORD_RULE("password-rule"),
  EMAIL_CODE("email-code"),
  EMAIL_RESET("email-reset"),
  REVOCATION_GRACE("revocation-grace"),
  ENABLED_GRACE("enabled-grace");

  private final String label;

  PolicyOption(String label) {
    this.label = label;
  }

  /** Such as {@code password-rule}; the command line puts two dashes before it. */
  public String label() {
    return label;
  }

  /** Such as {@code single-factor}, {@code 86,90,97} or {@code 7d}. */
  public String of(Policy policy) {
    return switch (this) {
      case INACTIVITY_DAYS -> spelled(policy.inactivity());
      case INACTIVITY_FROM -> spelled(policy.basis());
      case PASSWORD_DAYS -> spelled(policy.passwordAge());
      case PASSWORD_RULE -> policy.passwordRule().label();
      case EMAIL_CODE -> policy.emailCode().label();
      case EMAIL_RESET -> policy.emailReset().label();
      case REVOCATION_GRACE -> spelled(policy.revocationGrace());
      case ENABLED_GRACE -> spelled(policy.enabledGrace());
    };
  }

  /** One option in which two policies are not the same. */
  public record Difference(PolicyOption option, String before, String after) {}

  /** In what they differ; empty where they are the same. */
  public static List<Difference> differences(Policy before, Policy after) {
    return Arrays.stream(values())
        .filter(option -> !option.of(before).equals(option.of(after)))
        .map(option -> new Difference(option, option.of(before), option.of(after)))
        .toList();
  }

  private static String spelled(Policy.Basis basis) {
    return switch (basis) {
      case LAST_ACTIVITY -> "last-activity";
      case LAST_AUTHENTICATED -> "last-authenticated";
    };
  }

  private static String spelled(Thresholds thresholds) {
    List<Duration> levels = Stream.of(Level.values()).map(thresholds::of).toList();
    boolean days = levels.stream().allMatch(PolicyOption::wholeDays);
    return levels.stream()
        .map(each -> days ? Long.toString(each.toDays()) : spelled(each))
        .collect(Collectors.joining(","));
  }

  private static String spelled(Duration duration) {
    if (duration.isZero()) {
      return "0";
    }
    return wholeDays(duration)
        ? duration.toDays() + "d"
        : duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private static boolean wholeDays(Duration duration) {
    return duration.equals(Duration.ofDays(duration.toDays()));
  }
}
