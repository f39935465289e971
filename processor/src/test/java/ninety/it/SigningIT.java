package ninety.it;

import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.local.KmsLocal;
import ninety.local.KmsLocal.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;

/** From a sweep that signs, over a real queue, to {@code ninety verify}; KMS is a stand-in. */
final class SigningIT {

  private static final Instant MONDAY = Instant.parse("2026-06-01T08:14:27Z");
  private static final Instant DAY_90 = MONDAY.plus(Duration.ofDays(90));
  private static final JsonMapper JSON = new JsonMapper();

  private final KmsLocal kms = Place.stack().kms();
  private final String key = kms.createSigningKey();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void what_a_sweep_signed_is_valid_and_what_was_changed_on_the_way_is_not() throws IOException {
    Place place = Place.withoutStream();
    SweepIT.absorb(place, CloudTrailRecords.signIn().by(MARA).at(MONDAY));
    SweepIT.absorb(place, CloudTrailRecords.signIn().by(OMAR).at(MONDAY));
    kms.alias("alias/ninety-alerts", key);

    NinetyProcess sweep = sweep(place, "alias/ninety-alerts");

    assertEquals(0, sweep.exitCode(), sweep.err());
    assertEquals(Place.TRIAL, sweep.err());
    List<Message> messages = place.alerts();
    assertEquals(2, messages.size());
    String received = file("messages.json", asPrinted(messages));
    String json = file("key.json", kms.publicKeyJson(key));
    String pem = file("key.pem", kms.publicKeyPem(key));
    for (String keyFile : List.of(json, pem)) {
      NinetyProcess verify = verify(received, keyFile);
      assertEquals(0, verify.exitCode(), verify.out() + verify.err());
      assertEquals("", verify.err());
      assertEquals(
          messages.stream().map(it -> json(it.body()).at("/metadata/uid").asText()).toList(),
          lines(verify).stream().map(it -> it.path("alertId").asText()).toList());
      assertTrue(lines(verify).stream().allMatch(it -> it.path("keyId").asText().equals(key)));
      assertTrue(lines(verify).stream().allMatch(it -> it.path("step").asText().equals("breach")));
    }

    String changed = file("changed.json", asPrinted(messages).replace("90 days", "89 days"));
    NinetyProcess verify = verify(changed, json);

    assertEquals(1, verify.exitCode());
    assertEquals(
        List.of("changed", "changed"),
        lines(verify).stream().map(it -> it.path("result").asText()).toList());
  }

  @Test
  void while_kms_throttles_nothing_leaves_and_later_it_leaves_under_the_same_id() {
    Place place = Place.withoutStream();
    SweepIT.absorb(place, CloudTrailRecords.signIn().by(MARA).at(MONDAY));
    kms.throttleNext(1000);

    NinetyProcess throttled = sweep(place, key);
    kms.refuseNoMore();

    assertEquals(1, throttled.exitCode(), throttled.err());
    JsonNode summary = json(throttled.out());
    assertEquals(1, summary.path("pending").asInt());
    assertEquals(List.of(), place.alerts());

    NinetyProcess later = sweep(place, key);

    assertEquals(0, later.exitCode(), later.err());
    List<Message> messages = place.alerts();
    assertEquals(
        List.of(summary.at("/steps/0/alertId").asText()),
        messages.stream().map(it -> json(it.body()).at("/metadata/uid").asText()).toList());
    assertTrue(messages.getFirst().messageAttributes().containsKey("signature"));
  }

  @Test
  void a_key_that_cannot_sign_is_one_line_and_nothing_leaves() {
    Place place = Place.withoutStream();
    SweepIT.absorb(place, CloudTrailRecords.signIn().by(MARA).at(MONDAY));

    String rsa = kms.createKey("RSA_2048", "SIGN_VERIFY");
    assertFails(place, rsa, 1, "is made for SIGN_VERIFY with RSA_2048");
    assertFails(place, "alias/nobody", 1, "There is no signing key alias/nobody");
    assertFails(place, "ninety-alerts", 2, "an alias begins with alias/");
    kms.refuseNext(1, 400, "AccessDeniedException", "User: x may not perform: kms:Sign");
    assertFails(place, key, 1, "Access to the signing key " + key + " is denied: User: x");
    kms.put(key, State.DISABLED);
    assertFails(place, key, 1, "The signing key " + key + " cannot be used as it is");

    assertEquals(List.of(), place.alerts());
  }

  private static void assertFails(Place place, String key, int code, String saying) {
    NinetyProcess failed = sweep(place, key);
    assertEquals(code, failed.exitCode(), failed.err());
    assertTrue(failed.err().contains(saying), failed.err());
    assertFalse(failed.err().contains("\tat "), failed.err());
    assertTrue(
        failed.err().lines().allMatch(line -> line.startsWith("ninety") || line.startsWith("Try ")),
        failed.err());
  }

  private static NinetyProcess sweep(Place place, String key) {
    Map<String, String> environment = place.trial();
    environment.put("NINETY_SIGNING_KEY", key);
    return NinetyProcess.run(environment, "sweep", "--at", DAY_90.toString(), "--output", "json");
  }

  private static NinetyProcess verify(String messages, String key) {
    return NinetyProcess.run(Map.of(), "verify", messages, "--key", key, "--output", "json");
  }

  /** As {@code aws sqs receive-message --message-attribute-names All} prints them. */
  private static String asPrinted(List<Message> messages) {
    ObjectNode output = JSON.createObjectNode();
    ArrayNode all = output.putArray("Messages");
    for (Message message : messages) {
      ObjectNode one =
          all.addObject()
              .put("MessageId", message.messageId())
              .put("ReceiptHandle", message.receiptHandle())
              .put("MD5OfBody", message.md5OfBody())
              .put("Body", message.body())
              .put("MD5OfMessageAttributes", message.md5OfMessageAttributes());
      ObjectNode attributes = one.putObject("MessageAttributes");
      message
          .messageAttributes()
          .forEach((name, value) ->
              attributes
                  .putObject(name)
                  .put("StringValue", value.stringValue())
                  .put("DataType", value.dataType()));
    }
    return output.toPrettyString();
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static List<JsonNode> lines(NinetyProcess ninety) {
    List<JsonNode> lines = new ArrayList<>();
    ninety.out().lines().forEach(line -> lines.add(json(line)));
    return lines;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException noJson) {
      throw new AssertionError(text, noJson);
    }
  }
}
