package ninety.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The sample events under {@code src/test/resources/events}, with what is expected of each. */
final class Samples {

  private Samples() {}

  /**
   * One row of {@code expected.json}.
   *
   * @param kind a kind of fact, or {@code ignored} or {@code rejected}
   * @param time {@code eventTime} as written
   */
  record Sample(
      String file,
      boolean relevant,
      String kind,
      Optional<String> userId,
      Optional<String> userName,
      Optional<String> identityStoreId,
      Optional<String> time) {

    byte[] bytes() {
      return resource(file);
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Sample> all() {
    try {
      JsonNode rows = new JsonMapper().readTree(resource("expected.json"));
      return StreamSupport.stream(rows.spliterator(), false)
          .map(row ->
              new Sample(
                  row.path("file").asText(),
                  row.path("relevant").asBoolean(),
                  row.path("kind").asText(),
                  text(row, "userId"),
                  text(row, "userName"),
                  text(row, "identityStoreId"),
                  text(row, "time")))
          .toList();
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }

  private static Optional<String> text(JsonNode row, String field) {
    return Optional.ofNullable(row.path(field).textValue());
  }

  /**
   * @param file below {@code /events/}, or from the root where it begins with a slash
   */
  static byte[] resource(String file) {
    String path = file.startsWith("/") ? file : "/events/" + file;
    try (InputStream in = Samples.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no sample " + file);
      }
      return in.readAllBytes();
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }
}
