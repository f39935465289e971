package ninety.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** What there is before ninety is: the directory's list of users, and CloudTrail's log files. */
final class DayOne {

  static final String STORE = "d-1234567890";

  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-central-1";
  private static final Duration DELIVERY = Duration.ofMinutes(5);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DayOne() {}

  /** Of all who are in the directory on day one, as {@code aws identitystore list-users} prints. */
  static String listing(Story story) {
    ArrayNode users = JSON.createArrayNode();
    Person.inDirectory()
        .forEach((person, age) ->
            users
                .addObject()
                .put("UserName", person.userName())
                .put("UserId", person.userId())
                .put("IdentityStoreId", STORE)
                .put("UserStatus", "ENABLED")
                .put("CreatedAt", story.end().minus(age).toString()));
    ObjectNode document = JSON.createObjectNode();
    document.set("Users", users);
    return document.toPrettyString();
  }

  /**
   * Writes the records into files as CloudTrail lays them out in a bucket: a folder a day, gzip.
   *
   * @return how many files
   */
  static int logs(Path bucket, List<Envelope> envelopes) {
    Map<String, List<JsonNode>> files =
        envelopes.stream()
            .map(envelope -> JsonText.read(envelope.content()).path("detail"))
            .filter(record -> record.has("eventVersion"))
            .collect(Collectors.groupingBy(DayOne::name));
    files.forEach((name, records) -> write(bucket.resolve(name), records));
    return files.size();
  }

  private static String name(JsonNode record) {
    Instant delivered = Instant.parse(record.path("eventTime").asText()).plus(DELIVERY);
    String file =
        "%s_CloudTrail_%s_%s_Nn0Ab1Cd2Ef3Gh4I.json.gz"
            .formatted(ACCOUNT, REGION, MINUTE.format(delivered));
    return "AWSLogs/%s/CloudTrail/%s/%s/%s".formatted(ACCOUNT, REGION, DAY.format(delivered), file);
  }

  private static void write(Path file, List<JsonNode> records) {
    ObjectNode document = JSON.createObjectNode();
    document.putArray("Records").addAll(records);
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(document.toString().getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
