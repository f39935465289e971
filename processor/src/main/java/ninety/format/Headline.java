package ninety.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vavr.control.Try;
import java.util.Optional;

/**
 * The head of an alert's body: what it says of itself; each is empty where the body is not OCSF. It
 * counts for nothing unless the body's signature is valid.
 *
 * @param step the level reached, or the end
 */
public record Headline(
    Optional<String> alertId, Optional<String> findingUid, Optional<String> step) {

  private static final JsonMapper JSON = new JsonMapper();

  public static Headline of(byte[] body) {
    JsonNode alert = Try.of(() -> JSON.readTree(body)).getOrElse(JSON::missingNode);
    return new Headline(
        text(alert, "/metadata/uid"),
        text(alert, "/finding_info/uid"),
        text(alert, "/compliance/status_code"));
  }

  private static Optional<String> text(JsonNode alert, String path) {
    return Optional.ofNullable(alert.at(path).textValue());
  }
}
