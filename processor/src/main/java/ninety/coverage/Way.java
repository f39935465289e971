package ninety.coverage;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ninety.coverage.Source.Kind;

/**
 * The way on which events come, as far as it is known here.
 *
 * @param expected the signs of life that must come on it
 * @param dataKey the ARN of the KMS key that encrypts the stream, the table and the bus; where it
 *     is not known, nothing shows that a key works
 */
public record Way(Set<Source> expected, Optional<String> dataKey) {

  /**
   * The end of the name of a rule that carries signs of life, or, in the version with a rule for
   * each kind of event, was a part of the one that does. On the bus of forwarded events it carries
   * what comes from elsewhere. Each other rule carries none, as those of tampering.
   */
  private static final Pattern CARRIES =
      Pattern.compile(
          ".*?(?<forwarded>-forwarded)?-(?:(?<schedule>heartbeat)|events"
              + "|sign-in|portal|directory|directory-change|identity-store|scim|sign-of-life)");

  public Way {
    expected = Set.copyOf(expected);
  }

  /** Which of the signs of life come on what was changed, so that they show whether it works. */
  Set<Source> shows(Tampering change) {
    return expected.stream()
        .filter(sign -> shows(change, sign))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean shows(Tampering change, Source sign) {
    return switch (change.service()) {
      case "cloudtrail.amazonaws.com" -> sign.kind() == Kind.CLOUDTRAIL && isOf(change, sign);
      case "events.amazonaws.com" ->
          change.target().filter(rule -> carries(rule, change, sign)).isPresent();
      case "kms.amazonaws.com" -> change.target().filter(key -> encrypts(key, change)).isPresent();
      case "kinesis.amazonaws.com" -> true;
      default -> false;
    };
  }

  private static boolean carries(String rule, Tampering change, Source sign) {
    Matcher name = CARRIES.matcher(rule);
    if (!name.matches()) {
      return false;
    }
    boolean here = isOf(change, sign) && change.region().filter(sign.region()::equals).isPresent();
    boolean forwarded = name.group("forwarded") != null;
    Kind kind = name.group("schedule") != null ? Kind.SCHEDULE : Kind.CLOUDTRAIL;
    return sign.kind() == kind && here != forwarded;
  }

  /** A key is named by its ARN, or by its id within the account and Region of the call. */
  private boolean encrypts(String key, Tampering change) {
    return dataKey
        .filter(arn ->
            arn.equals(key)
                || arn.endsWith(
                    ":kms:%s:%s:key/%s"
                        .formatted(change.region().orElse(""), change.account().orElse(""), key)))
        .isPresent();
  }

  private static boolean isOf(Tampering change, Source sign) {
    return change.account().isPresent() && sign.account().equals(change.account());
  }
}
