package ninety.cli.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import ninety.cli.Ninety;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.cloudtrail.SignsOfLifeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ninety explain} prints, and what it and {@code process} take for options. */
final class ExplainCommandTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);
  private static final Path CASES = Path.of("src", "test", "resources", "cases");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private record Ended(int code, String out, String err) {}

  private static Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Ninety.run(CLOCK, new PrintWriter(out), new PrintWriter(err), arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  private static List<JsonNode> explained(String... arguments) {
    Ended ended =
        run(
            Stream.concat(Stream.of("explain", "--output", "json"), Arrays.stream(arguments))
                .toArray(String[]::new));
    assertEquals(0, ended.code(), ended.err());
    return ended.out().lines().map(ExplainCommandTest::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException thrown) {
      throw new AssertionError(line, thrown);
    }
  }

  /** A file is read through more forms than the stream, and comes to the same. */
  @Test
  void every_sample_is_explained_as_what_it_is() throws IOException {
    Path samples = Path.of("src", "test", "resources", "events");
    for (JsonNode sample : JSON.readTree(samples.resolve("expected.json").toFile())) {
      String file = sample.path("file").asText();
      JsonNode line = explained(samples.resolve(file).toString()).getFirst();

      String outcome = line.path("outcome").asText();
      assertEquals(
          sample.path("kind").asText(),
          outcome.equals("observed") ? line.path("kind").asText() : outcome,
          file);
    }
  }

  /** S1. */
  @Test
  void a_sign_of_life_is_a_heartbeat_and_about_nobody() throws IOException {
    Path file = folder.resolve("sign.json");
    Files.write(file, SignsOfLifeTest.record());

    JsonNode line = explained("--signs-role", SignsOfLifeTest.ROLE, file.toString()).getFirst();

    assertEquals("observed", line.path("outcome").asText());
    assertEquals("heartbeat", line.path("kind").asText());
    assertTrue(line.path("userId").isNull());
    assertEquals("2026-07-01T00:08:20Z", line.path("time").asText());
    assertEquals("ddb44604-4042-4891-a864-5997b908af56", line.path("eventId").asText());
    assertEquals(
        "heartbeat: of 444455556666/ap-southeast-2/cloudtrail at 2026-07-01T00:08:20Z",
        line.path("reason").asText());
    assertEquals("ignored", explained(file.toString()).getFirst().path("outcome").asText());
  }

  private String file(CloudTrailRecords... records) throws IOException {
    Path file = folder.resolve("records.jsonl");
    Files.write(file, Arrays.stream(records).map(CloudTrailRecords::bare).toList());
    return file.toString();
  }

  /** F3, F4, F7: the kinds' labels stay, and the reason says what is left open. */
  @Test
  void what_an_observed_record_leaves_open_stands_beside_its_kind() throws IOException {
    List<JsonNode> lines =
        explained(
            file(
                CloudTrailRecords.signIn(),
                CloudTrailRecords.signIn()
                    .with("/additionalEventData/DeviceEnrollmentRequired", "true"),
                CloudTrailRecords.passwordReset().with("/requestParameters/passwordMode", "EMAIL"),
                CloudTrailRecords.created().with("/requestParameters/passwordMode", "EMAIL"),
                CloudTrailRecords.patchByScim()));

    assertEquals(
        List.of("sign-in", "sign-in", "password-reset", "user-created", "user-updated"),
        lines.stream().map(line -> line.path("kind").asText()).toList());
    assertTrue(lines.getFirst().path("reason").isNull());
    assertEquals(
        List.of("factor-enrolled", "link-sent", "invitation-sent", "status-in-doubt"),
        lines.stream()
            .skip(1)
            .map(line -> line.path("reason").asText().replaceFirst(":.*", ""))
            .toList());
    assertEquals(
        "link-sent: A link was mailed; no event shows whether it was followed and a password was"
            + " set.",
        lines.get(2).path("reason").asText());
  }

  /** S3. */
  @Test
  void a_change_of_our_own_way_is_of_the_kind_tampering_and_of_no_user() throws IOException {
    Path sample = Path.of("src", "test", "resources", "events", "way", "stop-logging.json");

    JsonNode line = explained(sample.toString()).getFirst();

    assertEquals("observed", line.path("outcome").asText());
    assertEquals("tampering", line.path("kind").asText());
    assertTrue(line.path("userId").isNull());
    assertEquals("2026-06-01T08:11:27Z", line.path("time").asText());
    assertTrue(
        line.path("reason")
            .asText()
            .startsWith("tampering: cloudtrail.amazonaws.com StopLogging of arn:aws:cloudtrail:"),
        line.toString());
    assertTrue(run("explain", sample.toString()).out().contains("  tampering: "));
  }

  @Test
  void the_table_says_it_too() throws IOException {
    Ended ended =
        run("explain", "--wide", file(CloudTrailRecords.patchByScim().at("2026-06-01T08:14:27Z")));

    assertTrue(
        ended
            .out()
            .contains(
                "observed  2026-06-01T08:14:27Z  user-updated of "
                    + CloudTrailRecords.MARA
                    + "  status-in-doubt: "),
        ended.out());
  }

  /** "At the terminal", issue 11: what is understood may belong to nobody all the same. */
  @Test
  void a_record_that_names_its_user_by_name_only_is_said_to_be_a_dead_letter() throws IOException {
    String file = file(CloudTrailRecords.signIn().byName("mara.lindqvist"));

    JsonNode line = explained(file).getFirst();

    assertEquals("observed", line.path("outcome").asText());
    assertEquals(
        "user-id-unknown: It names its user by name only, so 'ninety process' sends it to the dead"
            + " letters.",
        line.path("reason").asText());
    assertTrue(run("explain", file).out().contains("\n  user-id-unknown: "));
  }

  /** F5: case 37. */
  @Test
  void an_unknown_word_beside_the_password_is_named() {
    JsonNode line =
        explained(CASES.resolve("37-password-and-unknown-word.json").toString()).getFirst();

    assertEquals("sign-in", line.path("kind").asText());
    assertTrue(line.path("reason").asText().startsWith("factor-unknown: "), line.toString());
  }

  /** F8. */
  @Test
  void a_file_without_a_record_is_named() throws IOException {
    for (String content : List.of("", " \n", "{\"Events\":[]}", "{\"Records\":[]}", "[]")) {
      String file = Files.writeString(folder.resolve("empty"), content).toString();
      for (String form : List.of("json", "table")) {
        Ended ended = run("explain", file, "--output", form);

        assertEquals(0, ended.code());
        assertEquals("", ended.out());
        assertEquals("ninety explain: " + file + " holds no record.\n", ended.err());
      }
    }
  }

  /** F9. */
  @Test
  void a_change_of_the_directory_is_ignored_and_named() throws IOException {
    JsonNode line = explained(file(CloudTrailRecords.directoryChange().eventId("c1"))).getFirst();

    assertEquals("ignored", line.path("outcome").asText());
    assertTrue(line.path("kind").isNull());
    assertEquals("c1", line.path("eventId").asText());
    assertEquals(
        "directory-change: sso-directory.amazonaws.com EnableExternalIdPConfigurationForDirectory"
            + " changes where the directory's users come from; it is about no single user.",
        line.path("reason").asText());
  }

  /** F1. */
  @Test
  void a_forged_envelope_is_rejected_and_one_of_another_account_if_accounts_are_named() {
    String forged = CASES.resolve("46-forged-deletion.json").toString();
    String sent = CASES.resolve("06-sign-in-email-otp-alone.json").toString();

    String reason = explained(forged).getFirst().path("reason").asText();
    assertTrue(
        reason.startsWith("untrusted-source: The envelope's source (com.bank.payments) "), reason);
    assertEquals("observed", outcome(sent));
    assertEquals("observed", outcome(sent, "--accounts", "444455556666,111122223333"));
    assertEquals("rejected", outcome(sent, "--accounts", "444455556666"));
  }

  private static String outcome(String... arguments) {
    return explained(arguments).getFirst().path("outcome").asText();
  }

  /** F18. */
  @Test
  void a_user_whose_id_begins_with_another_store_is_of_another_store() throws IOException {
    String file =
        file(
            CloudTrailRecords.deletedByScim()
                .with("/requestParameters/id", "9f8e7d6c5b-" + CloudTrailRecords.MARA));

    JsonNode line = explained(file, "--identity-store", "D-1234567890").getFirst();

    assertEquals("ignored", line.path("outcome").asText());
    assertTrue(line.path("reason").asText().startsWith("other-store: "));
    assertEquals("observed", outcome(file));
  }

  @Test
  void all_mistakes_of_trust_are_reported_at_once() {
    Ended explain = run("explain", "--accounts", "12", "--identity-store", "x");
    assertEquals(2, explain.code());
    assertTrue(explain.err().contains("--accounts: '12'"), explain.err());
    assertTrue(explain.err().contains("--identity-store: 'x'"), explain.err());

    Ended process = run("process", "--accounts", "none", "--accept-bare", "yes", "--stream", "s");
    assertEquals(2, process.code());
    assertTrue(process.err().contains("--accounts: 'none'"), process.err());
    assertTrue(process.err().contains("--accept-bare: 'yes'"), process.err());
    assertTrue(process.err().contains("--dead-letter-queue is missing"), process.err());

    Ended switched = run("process", "--accept-bare", "--accounts", "111122223333");
    assertEquals(2, switched.code());
    assertFalse(switched.err().contains("--accept-bare"), switched.err());
    assertFalse(switched.err().contains("--accounts"), switched.err());
  }
}
