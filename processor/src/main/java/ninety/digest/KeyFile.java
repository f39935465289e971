package ninety.digest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keys as {@code aws cloudtrail list-public-keys} prints them; what it printed of several Regions
 * may stand one behind the other.
 */
public record KeyFile(Map<String, PublicKey> keys) implements SigningKeys {

  private static final JsonMapper JSON = new JsonMapper();

  public KeyFile {
    keys = Map.copyOf(keys);
  }

  /**
   * Reads the content of such a file.
   *
   * @throws IOException if there is anything else in it, or no key
   */
  public static KeyFile read(byte[] content) throws IOException {
    Map<String, PublicKey> keys = new TreeMap<>();
    try (MappingIterator<JsonNode> lists = JSON.readerFor(JsonNode.class).readValues(content)) {
      while (lists.hasNextValue()) {
        JsonNode list = lists.nextValue();
        // The user guide's example begins with a small letter.
        JsonNode named =
            list.has("PublicKeyList") ? list.path("PublicKeyList") : list.path("publicKeyList");
        for (JsonNode each : named) {
          keys.put(each.path("Fingerprint").asText(), key(each.path("Value").asText()));
        }
      }
    }
    if (keys.isEmpty()) {
      throw new IOException("There is no key in it.");
    }
    return new KeyFile(keys);
  }

  private static PublicKey key(String value) throws IOException {
    try {
      return SigningKey.read(Base64.getDecoder().decode(value))
          .orElseThrow(() -> new IOException("A Value in it is not a key."));
    } catch (IllegalArgumentException notBase64) {
      throw new IOException("A Value in it is not in Base64.", notBase64);
    }
  }

  @Override
  public Optional<PublicKey> find(String region, String fingerprint) {
    return Optional.ofNullable(keys.get(fingerprint));
  }
}
