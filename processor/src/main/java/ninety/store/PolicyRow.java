package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ninety.policy.FirstSweeps;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.policy.Policy.Basis;
import ninety.policy.Policy.EmailCode;
import ninety.policy.Policy.EmailReset;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.PolicyInForce;
import ninety.policy.PolicyVersion;
import ninety.policy.Thresholds;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The policy in force and its earlier versions as a row, {@code #policy}. */
final class PolicyRow {

  private static final String VERSIONS = "versions";
  private static final String CORRECTED = "corrected";
  private static final String SETTLED = "settled";
  private static final String LAST_ALERT = "lastAlert";
  private static final String ALERTS = "alerts";

  /** The attributes that a write sets or removes. */
  static final List<String> ATTRIBUTES =
      List.of(Item.VERSION, VERSIONS, CORRECTED, SETTLED, LAST_ALERT, ALERTS);

  private static final String INACTIVITY = "inactivity";
  private static final String PASSWORD_AGE = "passwordAge";
  private static final String BASIS = "basis";
  private static final String PASSWORD_RULE = "passwordRule";
  private static final String EMAIL_CODE = "emailCode";
  private static final String EMAIL_RESET = "emailReset";
  private static final String REVOCATION_GRACE = "revocationGrace";
  private static final String ENABLED_GRACE = "enabledGrace";

  private PolicyRow() {}

  static Map<String, AttributeValue> of(PolicyInForce policy, long version) {
    Map<String, AttributeValue> row = new HashMap<>();
    row.put(Item.VERSION, DossierItem.number(version));
    row.put(VERSIONS, fromL(policy.versions().stream().map(PolicyRow::of).toList()));
    policy.corrected().ifPresent(since -> row.put(CORRECTED, fromS(since.toString())));
    FirstSweeps first = policy.firstSweeps();
    row.put(SETTLED, DossierItem.number(first.settled()));
    first.last().ifPresent(last -> row.put(LAST_ALERT, fromS(last.toString())));
    row.put(ALERTS, DossierItem.number(first.alerts()));
    return row;
  }

  static PolicyInForce read(Fields row) {
    return row.isEmpty()
        ? PolicyInForce.NONE
        : new PolicyInForce(
            row.list(VERSIONS).stream().map(PolicyRow::version).toList(),
            row.optionalInstant(CORRECTED),
            new FirstSweeps(
                (int) row.number(SETTLED),
                row.optionalInstant(LAST_ALERT),
                (int) row.number(ALERTS)),
            row.number(Item.VERSION));
  }

  private static AttributeValue of(PolicyVersion version) {
    Policy policy = version.policy();
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("edition", DossierItem.number(version.edition()));
    map.put("since", fromS(version.since().toString()));
    map.put("by", fromS(version.by()));
    map.put(INACTIVITY, of(policy.inactivity()));
    map.put(PASSWORD_AGE, of(policy.passwordAge()));
    map.put(BASIS, fromS(policy.basis().label()));
    map.put(PASSWORD_RULE, fromS(policy.passwordRule().label()));
    map.put(EMAIL_CODE, fromS(policy.emailCode().label()));
    map.put(EMAIL_RESET, fromS(policy.emailReset().label()));
    map.put(REVOCATION_GRACE, fromS(policy.revocationGrace().toString()));
    map.put(ENABLED_GRACE, fromS(policy.enabledGrace().toString()));
    return fromM(map);
  }

  private static PolicyVersion version(Fields map) {
    Policy policy =
        new Policy(
            thresholds(map, INACTIVITY),
            thresholds(map, PASSWORD_AGE),
            map.labelled(BASIS, Basis.values(), Basis::label),
            map.labelled(PASSWORD_RULE, PasswordRule.values(), PasswordRule::label),
            map.labelled(EMAIL_CODE, EmailCode.values(), EmailCode::label),
            map.labelled(EMAIL_RESET, EmailReset.values(), EmailReset::label),
            duration(map, REVOCATION_GRACE),
            duration(map, ENABLED_GRACE));
    Instant since = map.instant("since");
    return new PolicyVersion(policy, (int) map.number("edition"), since, map.text("by"));
  }

  private static AttributeValue of(Thresholds thresholds) {
    return fromL(
        Stream.of(Level.WARNING, Level.BREACH, Level.ESCALATED)
            .map(level -> fromS(thresholds.of(level).toString()))
            .toList());
  }

  private static Thresholds thresholds(Fields map, String name) {
    return map.parsed(
        name,
        () -> {
          List<Duration> levels = map.texts(name).stream().map(Duration::parse).toList();
          if (levels.size() != 3) {
            throw new IllegalArgumentException("not three");
          }
          return new Thresholds(levels.get(0), levels.get(1), levels.get(2));
        });
  }

  private static Duration duration(Fields map, String name) {
    return map.parsed(name, () -> Duration.parse(map.text(name)));
  }
}
