package ninety.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** JSON on one line, for {@code --output json}. */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /**
   * A value as JSON.
   *
   * @param value maps, lists, texts, numbers, flags and null
   */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("plain values always make JSON", impossible);
    }
  }

  /** A value's text, or JSON's null. */
  public static @org.jspecify.annotations.Nullable String text(Optional<?> value) {
    return value.map(Object::toString).orElse(null);
  }
}
