package ninety.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** Ordinary mistakes: one line says what and what to do, and nothing else reaches the user. */
final class MistakesIT {

  @Test
  void without_a_region_or_credentials_the_message_says_what_to_set() {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    assertFails(1, "AWS_REGION", environment, "users");

    environment.put("AWS_REGION", "eu-north-1");
    assertFails(1, "AWS_PROFILE", environment, "users");
  }

  @Test
  void what_does_not_exist_is_named() {
    Place place = Place.withoutStream();

    assertFails(1, "There is no stream test-", place.environment(), "process");
    assertFails(
        1, "There is no users table nobodys", place.environment(), "users", "--table", "nobodys");
    assertFails(
        1,
        "There is no dead-letter queue",
        with(place, "NINETY_STREAM", Place.withShards(1).stream()),
        "process",
        "--dead-letter-queue",
        place.deadLetterQueue() + "-not");
    assertFails(1, "knows no user", place.environment(), "users", "mia.chen");
    assertFails(1, "nowhere.json", place.environment(), "explain", "nowhere.json");
  }

  /** F16: of whom nothing was heard would be escalated for good. */
  @Test
  void an_instant_of_which_nothing_is_known_is_refused() {
    assertFails(
        2,
        "beyond the horizon, which is not known yet",
        Place.withoutStream().environment(),
        "sweep",
        "--at",
        "2026-06-01T08:14:27Z");
  }

  @Test
  void a_server_that_is_not_there_is_named() {
    assertFails(
        1,
        "cannot be reached",
        with(Place.withoutStream(), "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1"),
        "users");
  }

  @Test
  void a_table_of_another_form_is_refused() {
    Place place = Place.withoutStream();
    Place.stack()
        .dynamodb()
        .createTable(create ->
            create
                .tableName("strangers")
                .billingMode("PAY_PER_REQUEST")
                .keySchema(KeySchemaElement.builder().attributeName("pk").keyType("HASH").build())
                .attributeDefinitions(
                    AttributeDefinition.builder().attributeName("pk").attributeType("S").build()))
        .join();

    assertFails(1, "is not one of ninety's", place.environment(), "users", "--table", "strangers");
  }

  @Test
  void all_misused_options_are_reported_at_once_with_exit_code_2() {
    NinetyProcess failed =
        assertFails(
            2,
            "--granularity: '5y'",
            Map.of("NINETY_WRITES_IN_FLIGHT", "many"),
            "process",
            "--granularity",
            "5y",
            "--pace",
            "fast");

    for (String mistake :
        List.of(
            "--stream is missing",
            "--dead-letter-queue is missing",
            "--pace: 'fast'",
            "--writes-in-flight: 'many'")) {
      assertTrue(failed.err().contains(mistake), failed.err());
    }
    assertFails(2, "--at: 'tomorrow'", Map.of(), "sweep", "--at", "tomorrow");
    assertFails(
        2,
        "--every: with --at each sweep",
        Map.of(),
        "sweep",
        "--every",
        "1m",
        "--at",
        "2026-06-01T08:14:27Z");
    assertFails(2, "NINETY_TRIAL: 'true' is not yes", Map.of("NINETY_TRIAL", "true"), "sweep");
    assertFails(2, "Unknown option", Map.of(), "sweep", "--whatever");
    assertFails(2, "nonsense", Map.of(), "nonsense");
  }

  private static Map<String, String> with(Place place, String name, String value) {
    Map<String, String> environment = new HashMap<>(place.environment());
    environment.put(name, value);
    return environment;
  }

  private static NinetyProcess assertFails(
      int code, String saying, Map<String, String> environment, String... arguments) {
    NinetyProcess ninety = NinetyProcess.run(environment, arguments);
    assertEquals(code, ninety.exitCode(), ninety.err());
    assertTrue(ninety.err().contains(saying), ninety.err());
    assertTrue(
        ninety.err().lines().allMatch(line -> line.startsWith("ninety") || line.startsWith("Try ")),
        ninety.err());
    assertEquals("", ninety.out());
    ProcessIT.assertNothingUgly(ninety);
    return ninety;
  }
}
