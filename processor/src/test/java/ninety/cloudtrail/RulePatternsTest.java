package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * The event patterns that Terraform deploys, by EventBridge's own matcher. One too narrow loses
 * sign-ins, one too wide costs money, and two for one event deliver it twice.
 */
class RulePatternsTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Path FOLDER = Path.of("..", "terraform", "patterns");

  /** What reaches the stream and reports nothing, and why no pattern keeps it out. */
  private static final Map<String, String> MATCHED_IN_VAIN =
      Map.of(
          "noise/workspaces-user-authentication-password.json",
          "WorkSpaces signs in under the same names; who it was reports the decoder, and a user of"
              + " the store would count",
          "noise/workspaces-user-authentication-smartcard.json",
          "the same",
          "noise/user-authentication-no-identity.json",
          "a sign-in that cannot be understood is a dead letter, and not dropped on the way",
          "noise/user-authentication-unreadable-time.json",
          "the same",
          "noise/update-password-no-user-id.json",
          "the same for a password reset");

  /**
   * A pattern is a product of sources and names; these pairs of it are not calls that there are.
   */
  private static final Set<String> PAIRS_WITHOUT_A_CALL =
      Set.of(
          "sso-oauth.amazonaws.com Authenticate",
          "sso-oauth.amazonaws.com Federate",
          "sso-oauth.amazonaws.com GetRoleCredentials");

  /** The rule that carries the events of users and the signs of life. */
  private static final String EVENTS = "events.json";

  /** Of EventBridge, by default ("Event pattern size" of its quotas), characters. */
  private static final int LONGEST = 2_048;

  /** Of EventBridge, for what a pattern with {@code $or} unfolds to. */
  private static final int MOST_COMBINATIONS = 1_000;

  private static final String HEARTBEAT =
      """
      {
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "111122223333",
        "time": "2026-06-01T08:15:00Z",
        "region": "eu-north-1",
        "resources": ["arn:aws:events:eu-north-1:111122223333:rule/ninety-heartbeat"],
        "detail": {}
      }
      """;

  /** Files that Terraform fills in: what is ours has names of its own in each deployment. */
  private static final Set<String> TEMPLATES =
      Set.of("tampering.json.tftpl", "tampering-store.json.tftpl");

  private static final Map<String, String> OURS =
      Map.of(
          "${name}",
          "ninety",
          "${stream}",
          "ninety-events",
          "${keys}",
          "[\"arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\"]");

  static List<String> patterns() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }

  static Stream<Samples.Sample> relevant() {
    return Samples.all().stream().filter(Samples.Sample::relevant);
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void a_file_is_a_pattern_that_eventbridge_takes(String file) {
    assertTrue(file.endsWith(".json") || TEMPLATES.contains(file), file);

    assertNull(JsonRuleCompiler.check(pattern(file)));
    assertTrue(tree(pattern(file)).toString().length() <= LONGEST, file);
    assertTrue(combinations(tree(pattern(file))) <= MOST_COMBINATIONS, file);
  }

  /** S1: else a rule could be disabled, or lose its target, with nothing missing but its events. */
  @Test
  void whoever_disables_the_rule_of_sign_ins_disables_that_of_the_signs_of_life() {
    assertEquals(Set.of(EVENTS), matching(SignsOfLifeTest.record()));

    List<Samples.Sample> ofUsers =
        relevant().filter(sample -> !sample.kind().equals("tampering")).toList();
    assertFalse(ofUsers.isEmpty());
    for (Samples.Sample sample : ofUsers) {
      assertEquals(Set.of(EVENTS), matching(sample.bytes()), sample.file());
    }
    for (String[] known : callsOfTheDecoder()) {
      assertEquals(
          Set.of(EVENTS), matching(event(known[0], known[1])), () -> String.join(" ", known));
    }
  }

  @ParameterizedTest
  @MethodSource("relevant")
  void a_relevant_event_is_matched_once(Samples.Sample sample) {
    assertEquals(1, matching(sample.bytes()).size(), () -> matching(sample.bytes()).toString());
  }

  @Test
  void of_the_rest_only_these_are_matched() {
    Set<String> matched =
        Samples.all().stream()
            .filter(sample -> !sample.relevant())
            // A broken record is none that EventBridge sends.
            .filter(sample -> !sample.file().equals("noise/truncated.txt"))
            .filter(sample -> !matching(sample.bytes()).isEmpty())
            .map(Samples.Sample::file)
            .collect(toCollection(TreeSet::new));

    assertEquals(new TreeSet<>(MATCHED_IN_VAIN.keySet()), matched);
  }

  @Test
  void every_call_that_is_decoded_is_matched_once() {
    Map<String, Set<String>> matched = new TreeMap<>();
    for (String[] known : callsOfTheDecoder()) {
      matched.put(known[0] + " " + known[1], matching(event(known[0], known[1])));
    }

    assertFalse(matched.isEmpty());
    matched.forEach((call, by) -> assertEquals(1, by.size(), () -> call + ": " + by));
  }

  @Test
  void every_call_that_is_matched_is_decoded() {
    Set<String> unknown = new TreeSet<>();
    for (JsonNode calls : callsOf(EVENTS)) {
      for (JsonNode source : calls.path("eventSource")) {
        for (JsonNode name : calls.path("eventName")) {
          if (!isSignOfLife(calls) && !isDecoded(source.textValue(), name.textValue())) {
            unknown.add(source.textValue() + " " + name.textValue());
          }
        }
      }
    }

    assertEquals(new TreeSet<>(PAIRS_WITHOUT_A_CALL), unknown);
  }

  /** What is not looked up by name would be missing from a gap that was read. */
  @Test
  void event_history_is_asked_for_every_event_that_the_rule_of_users_lets_through() {
    Set<String> names = new TreeSet<>();
    for (JsonNode calls : callsOf(EVENTS)) {
      if (!isSignOfLife(calls)) {
        calls.path("eventName").forEach(name -> names.add(name.textValue()));
      }
    }

    assertEquals(names, new TreeSet<>(EventNames.ofUsers()));
  }

  @Test
  void a_pattern_of_calls_names_both_source_and_call() {
    for (String file : patterns()) {
      if (!file.equals("heartbeat.json")) {
        assertFalse(callsOf(file).isEmpty(), file);
        for (JsonNode calls : callsOf(file)) {
          assertTrue(calls.path("eventSource").size() > 0, file);
          assertTrue(calls.path("eventName").size() > 0, file);
        }
      }
    }
  }

  @Test
  void a_call_that_failed_is_not_matched() {
    for (String[] known : callsOfTheDecoder()) {
      ObjectNode failed = tree(event(known[0], known[1]));
      failed.withObject("/detail").put("errorCode", "AccessDenied");

      assertEquals(Set.of(), matching(bytes(failed)), String.join(" ", known));
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {"''", "null"})
  void an_error_code_that_says_nothing_is_no_failure(
      @org.jspecify.annotations.Nullable String errorCode) {
    for (String[] known : callsOfTheDecoder()) {
      ObjectNode event = tree(event(known[0], known[1]));
      event.withObject("/detail").put("errorCode", errorCode);

      assertEquals(1, matching(bytes(event)).size(), String.join(" ", known));
    }
  }

  /** Whether sign-ins come as calls or as events of the service is not documented. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS API Call via CloudTrail",
        "AWS Service Event via CloudTrail",
        "AWS Console Sign In via CloudTrail"
      })
  void the_detail_type_does_not_matter(String detailType) {
    for (String[] known : callsOfTheDecoder()) {
      ObjectNode event = tree(event(known[0], known[1]));
      event.put("detail-type", detailType);

      assertEquals(1, matching(bytes(event)).size(), String.join(" ", known));
    }
  }

  /** F1: only AWS can send a source that begins with {@code aws.} */
  @Test
  void what_aws_did_not_send_is_matched_by_no_pattern() {
    assertEquals(Set.of(), matching(Samples.resource("/cases/46-forged-deletion.json")));
    for (String[] known : callsOfTheDecoder()) {
      for (String source : List.of("com.bank.payments", "aws", "AWS.sso", "x.aws.sso", "")) {
        ObjectNode forged = tree(event(known[0], known[1]));
        forged.put("source", source);

        assertEquals(Set.of(), matching(bytes(forged)), String.join(" ", known));
      }
      ObjectNode sourceless = tree(event(known[0], known[1]));
      sourceless.remove("source");

      assertEquals(Set.of(), matching(bytes(sourceless)), String.join(" ", known));
    }
  }

  @Test
  void every_pattern_asks_for_a_source_of_aws() {
    for (String file : patterns()) {
      String source = tree(pattern(file)).path("source").toString();
      assertEquals(
          file.equals("heartbeat.json") ? "[\"aws.events\"]" : "[{\"prefix\":\"aws.\"}]",
          source,
          file);
    }
  }

  /** F9. */
  @ParameterizedTest
  @CsvSource({
    "sso.amazonaws.com, AssociateDirectory",
    "sso.amazonaws.com, DisassociateDirectory",
    "sso-directory.amazonaws.com, CreateExternalIdPConfigurationForDirectory",
    "sso-directory.amazonaws.com, UpdateExternalIdPConfigurationForDirectory",
    "sso-directory.amazonaws.com, DeleteExternalIdPConfigurationForDirectory",
    "sso-directory.amazonaws.com, EnableExternalIdPConfigurationForDirectory",
    "sso-directory.amazonaws.com, DisableExternalIdPConfigurationForDirectory",
  })
  void a_change_of_the_users_source_comes_the_way_of_the_users(
      String eventSource, String eventName) {
    assertEquals(Set.of(EVENTS), matching(event(eventSource, eventName)));
  }

  @Test
  void a_heartbeat_is_matched_by_its_pattern_alone_and_nothing_else_by_it() {
    assertEquals(Set.of("heartbeat.json"), matching(HEARTBEAT.getBytes(UTF_8)));

    for (Samples.Sample sample : Samples.all()) {
      if (!sample.file().endsWith(".txt")) {
        assertFalse(matching(sample.bytes()).contains("heartbeat.json"), sample.file());
      }
    }
  }

  /** S3: of others' rules, keys and streams nothing is to be known. */
  @ParameterizedTest
  @CsvSource({
    "way/disable-rule.json, /requestParameters/name, payroll-nightly",
    "way/delete-rule.json, /requestParameters/name, payroll-nightly",
    "way/put-rule.json, /requestParameters/name, my-ninety-rule",
    "way/remove-targets.json, /requestParameters/rule, payroll-nightly",
    "way/disable-key.json, /resources/0/ARN, arn:aws:kms:eu-central-1:111122223333:key/0",
    "way/schedule-key-deletion.json, /resources/0/ARN, arn:aws:kms:eu-central-1:111122223333:key/0",
    "way/delete-stream.json, /requestParameters/streamName, clicks",
  })
  void what_is_done_to_others_is_matched_by_no_pattern(String file, String field, String other) {
    ObjectNode event = tree(Samples.resource(file));
    int last = field.lastIndexOf('/');
    ((ObjectNode) event.path("detail").at(field.substring(0, last)))
        .put(field.substring(last + 1), other);

    assertEquals(Set.of(), matching(bytes(event)));
  }

  @Test
  void a_stream_that_is_deleted_by_its_arn_is_ours_too() {
    ObjectNode event = tree(Samples.resource("way/delete-stream.json"));
    event
        .withObject("/detail/requestParameters")
        .put("streamARN", "arn:aws:kinesis:eu-central-1:111122223333:stream/ninety-events")
        .remove("streamName");

    assertEquals(Set.of("tampering-store.json.tftpl"), matching(bytes(event)));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {"''", "null"})
  void a_change_of_our_way_is_matched_whatever_says_that_it_did_not_fail(
      @org.jspecify.annotations.Nullable String errorCode) {
    for (Samples.Sample sample : relevant().toList()) {
      if (sample.kind().equals("tampering")) {
        ObjectNode event = tree(sample.bytes());
        event.withObject("/detail").put("errorCode", errorCode);

        assertEquals(1, matching(bytes(event)).size(), sample.file());
      }
    }
  }

  /** S1: whoever calls, and whatever role the reader knows, the pattern lets it through first. */
  @Test
  void a_sign_of_life_is_matched_by_its_own_part_and_nothing_else_by_that() {
    ObjectNode part = tree(pattern(EVENTS));
    List<JsonNode> signs = callsOf(EVENTS).stream().filter(calls -> isSignOfLife(calls)).toList();
    assertEquals(1, signs.size());
    part.set("detail", signs.getFirst());
    Map<String, String> alone = Map.of(EVENTS, part.toString());

    assertEquals(Set.of(EVENTS), matching(alone, SignsOfLifeTest.record()));
    for (Samples.Sample sample : Samples.all()) {
      if (!sample.file().endsWith(".txt")) {
        assertEquals(Set.of(), matching(alone, sample.bytes()), sample.file());
      }
    }
  }

  @Test
  void a_sign_of_life_that_failed_or_is_anothers_is_not_matched() {
    ObjectNode failed = tree(SignsOfLifeTest.record());
    failed.withObject("/detail").put("errorCode", "AccessDenied");
    ObjectNode others = tree(SignsOfLifeTest.record());
    others
        .withObject("/detail/userIdentity/sessionContext/sessionIssuer")
        .put("arn", "arn:aws:iam::444455556666:role/payroll");

    assertEquals(Set.of(), matching(bytes(failed)));
    assertEquals(Set.of(), matching(bytes(others)));
  }

  /** Each with sources and names of calls, and what else is asked of their {@code detail}. */
  private static List<JsonNode> callsOf(String file) {
    return List.copyOf(tree(pattern(file)).path("detail").path("$or").valueStream().toList());
  }

  private static boolean isSignOfLife(JsonNode calls) {
    return calls.path("eventSource").path(0).asText().equals("sts.amazonaws.com");
  }

  /** At most: single values count here, while EventBridge may count parts of {@code $or} alone. */
  private static long combinations(JsonNode pattern) {
    if (pattern.isArray()) {
      return pattern.size();
    }
    long product = 1;
    for (Map.Entry<String, JsonNode> field : pattern.properties()) {
      product *=
          field.getKey().equals("$or")
              ? field.getValue().valueStream().mapToLong(part -> combinations(part)).sum()
              : combinations(field.getValue());
    }
    return product;
  }

  private static boolean isDecoded(String eventSource, String eventName) {
    return Call.of(eventSource, eventName).isPresent()
        || Call.changesDirectory(eventSource, eventName);
  }

  /** All pairs of the texts in {@link Call}'s class file that it takes for a call. */
  private static List<String[]> callsOfTheDecoder() {
    Set<String> texts = new TreeSet<>();
    try (InputStream in = Call.class.getResourceAsStream("Call.class")) {
      if (in == null) {
        throw new AssertionError("no class file");
      }
      ClassFile.of()
          .parse(in.readAllBytes())
          .constantPool()
          .forEach(entry -> {
            if (entry instanceof StringEntry text) {
              texts.add(text.stringValue());
            }
          });
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
    return texts.stream()
        .flatMap(source -> texts.stream().map(name -> new String[] {source, name}))
        .filter(pair -> isDecoded(pair[0], pair[1]))
        .toList();
  }

  /** The least that any such event has; a sign-in that succeeded. */
  private static byte[] event(String eventSource, String eventName) {
    ObjectNode event = JSON.createObjectNode();
    event.put("source", "aws." + eventSource.substring(0, eventSource.indexOf('.')));
    event.put("detail-type", "AWS API Call via CloudTrail");
    ObjectNode detail = event.putObject("detail");
    detail.put("eventSource", eventSource).put("eventName", eventName);
    detail.putObject("serviceEventDetails").put("UserAuthentication", "Success");
    return bytes(event);
  }

  private static Set<String> matching(byte[] event) {
    return matching(patterns().stream().collect(toMap(file -> file, file -> pattern(file))), event);
  }

  private static Set<String> matching(Map<String, String> patterns, byte[] event) {
    try {
      Machine machine = Machine.builder().build();
      for (Map.Entry<String, String> named : patterns.entrySet()) {
        machine.addRule(named.getKey(), named.getValue());
      }
      return new TreeSet<>(machine.rulesForJSONEvent(new String(event, UTF_8)));
    } catch (Exception thrown) {
      throw new AssertionError(new String(event, UTF_8), thrown);
    }
  }

  private static String pattern(String file) {
    try {
      String pattern = Files.readString(FOLDER.resolve(file));
      for (Map.Entry<String, String> ours : OURS.entrySet()) {
        pattern = pattern.replace(ours.getKey(), ours.getValue());
      }
      return pattern;
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }

  private static ObjectNode tree(String json) {
    return tree(json.getBytes(UTF_8));
  }

  private static ObjectNode tree(byte[] json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }

  private static byte[] bytes(JsonNode event) {
    try {
      return JSON.writeValueAsBytes(event);
    } catch (IOException thrown) {
      throw new UncheckedIOException(thrown);
    }
  }
}
