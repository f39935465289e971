package ninety.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.FeedTransition;
import ninety.finding.Notice;
import ninety.finding.Transition;
import ninety.finding.UserTransition;

/**
 * Alerts as OCSF 1.8.0 Compliance Findings (class 2003, profiles {@code cloud} and {@code
 * datetime}; schema.ocsf.io).
 *
 * <p>A body is a function of the transition and the setting: a repeat is byte-identical. It is
 * compact JSON in ASCII, all else escaped, so that one character is one byte and every queue takes
 * it. Times are epoch milliseconds, each with its RFC 3339 twin {@code …_dt}.
 */
public final class OcsfFormat implements AlertFormat {

  /**
   * The deployment's knowledge of itself.
   *
   * @param partition of the ARNs, such as {@code aws}
   * @param region of the identity store
   * @param account the number of the account that has the identity store
   * @param productVersion of ninety
   * @param trial whether what is sent proves nothing
   */
  public record Setting(
      String partition,
      Optional<String> region,
      Optional<String> account,
      String productVersion,
      boolean trial) {

    /** Of a deployment that is not a trial. */
    public Setting(
        String partition,
        Optional<String> region,
        Optional<String> account,
        String productVersion) {
      this(partition, region, account, productVersion, false);
    }
  }

  private static final String TRIAL = "This alert was sent in a trial and proves nothing.";

  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder().configure(JsonWriteFeature.ESCAPE_NON_ASCII, true).build());

  private final Setting setting;

  public OcsfFormat(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Optional<Alert> compose(Transition transition) {
    return Optional.of(Alert.of(transition, text(body(transition))));
  }

  private ObjectNode body(Transition transition) {
    return switch (transition) {
      case UserTransition step -> OcsfBody.of(setting, step).tree();
      case FeedTransition step -> OcsfFeedBody.of(setting, step).tree();
      case Notice.OfExemption step -> OcsfExemptionBody.of(setting, step).tree();
      case Notice.OfAttestation step -> OcsfAttestationBody.of(setting, step).tree();
      case Notice.OfDoubt step -> OcsfDoubtBody.of(setting, step).tree();
      case Notice.IdentitySourceChanged step -> OcsfIdentitySourceBody.of(setting, step).tree();
      case Notice.OfPopulation step -> OcsfPopulationBody.of(setting, step).tree();
      case Notice.OfTampering step -> OcsfTamperingBody.of(setting, step).tree();
    };
  }

  private String text(ObjectNode body) {
    if (setting.trial()) {
      body.withObject("/unmapped").put("trial", true);
      body.withObject("/compliance").withArray("status_details").add(TRIAL);
    }
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values is always JSON", impossible);
    }
  }
}
