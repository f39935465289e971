package ninety.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.finding.Alert;
import ninety.finding.FeedTransition;
import ninety.finding.Transitions;
import ninety.finding.UserTransition;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Control;

/** Alerts in OCSF as a SIEM reads them, and the user most of them are about. */
final class OcsfBodies {

  private static final JsonMapper JSON = new JsonMapper();
  static final OcsfFormat FORMAT =
      new OcsfFormat(
          new Setting("aws", Optional.of("eu-north-1"), Optional.of("111122223333"), "0.1.0"));
  static final OcsfFormat KNOWING_LITTLE =
      new OcsfFormat(new Setting("aws-us-gov", Optional.empty(), Optional.empty(), "0.1.0"));
  static final String SIGN_IN = "2026-06-01T08:14:27Z";
  static final String DAY_86 = "2026-08-26T08:15:02.118Z";
  static final String DAY_90 = "2026-08-30T08:15:01.907Z";
  static final String DAY_97 = "2026-09-06T08:15:03.220Z";
  static final Source HERE = new Source("111122223333", "eu-central-1");
  static final Holder SILENT = new Holder.Source(Source.ofRegion("us-east-1"));

  private OcsfBodies() {}

  static Transitions mara() {
    return Transitions.of(Control.INACTIVITY)
        .created("2024-02-12T09:30:11Z")
        .signedIn(SIGN_IN, "5d0f6a52-8c43-4f0b-9a1e-7b2c9d3e4f10");
  }

  static UserTransition marasWarning() {
    return mara().judged(DAY_86);
  }

  static JsonNode body(UserTransition transition) {
    return read(text(FORMAT, transition));
  }

  static JsonNode body(FeedTransition transition) {
    return read(text(FORMAT, transition));
  }

  static Alert composed(UserTransition transition) {
    return FORMAT.compose(transition).orElseThrow();
  }

  static String text(OcsfFormat format, UserTransition transition) {
    return format.compose(transition).orElseThrow().body();
  }

  static String text(OcsfFormat format, FeedTransition transition) {
    return format.compose(transition).orElseThrow().body();
  }

  static List<String> details(JsonNode body) {
    return body.at("/compliance/status_details").valueStream().map(JsonNode::asText).toList();
  }

  static ObjectNode at(ObjectNode node, String pointer) {
    return (ObjectNode) node.at(pointer);
  }

  static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
