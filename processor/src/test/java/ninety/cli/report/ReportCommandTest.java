package ninety.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import ninety.cli.Ninety;
import ninety.cli.exempt.ExemptionView;
import ninety.cli.terminal.Json;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.exemption.Exemption;
import ninety.user.Author;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);
  private static final UserId MARA = CloudTrailRecords.MARA;
  private static final UserId OMAR = CloudTrailRecords.OMAR;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private record Ended(int code, String out, String err) {}

  @Test
  void a_line_has_exactly_these_fields_in_this_order() throws IOException {
    Ended ended =
        report(
            "--from",
            file("a", signIn(MARA, "2026-06-01T08:00:00Z")),
            "--at",
            "2026-09-05T08:00:00Z",
            "--output",
            "json");

    assertEquals(0, ended.code(), ended.err());
    assertEquals(
        """
        {"userId":"7c11c05d-ff91-70b9-c8f9-a4cbd787f6c8","userName":null,"status":"enabled","control":"inactivity","standing":"breach","since":"2026-06-01T08:00:00Z","days":96,"next":"2026-09-06T08:00:00Z","because":null,"eventId":"event-1"}
        {"userId":"7c11c05d-ff91-70b9-c8f9-a4cbd787f6c8","userName":null,"status":"enabled","control":"password-age","standing":"not-applicable","since":null,"days":null,"next":null,"because":"second-factor","eventId":null}
        {"userId":"7c11c05d-ff91-70b9-c8f9-a4cbd787f6c8","userName":null,"status":"enabled","control":"revoked-access","standing":"not-applicable","since":null,"days":null,"next":null,"because":"enabled","eventId":null}
        """,
        ended.out());
  }

  @Test
  void the_table_shows_the_worst_first() throws IOException {
    Ended ended =
        report(
            "--from",
            file(
                "a",
                signIn(MARA, "2026-09-01T08:00:00Z"),
                signIn(OMAR, "2026-06-01T08:00:00Z"),
                CloudTrailRecords.deleted().of(CloudTrailRecords.DANA).at("2026-07-01T08:00:00Z")),
            "--at",
            "2026-09-05T08:00:00Z",
            "--wide");

    assertEquals(0, ended.code(), ended.err());
    assertEquals(
        """
        USER                                             CONTROL         STANDING        DAYS  SINCE/BECAUSE  NEXT
        1234567890-0911d316-90a8-4ff6-86eb-0ecc1be9f51f  inactivity      breach          96    2026-06-01     2026-09-06
        (no name known)                                  password-age    not-applicable        second-factor
        enabled                                          revoked-access  not-applicable        enabled
        7c11c05d-ff91-70b9-c8f9-a4cbd787f6c8             inactivity      compliant       4     2026-09-01     2026-11-26
        (no name known)                                  password-age    not-applicable        second-factor
        enabled                                          revoked-access  not-applicable        enabled
        57972beb-75d1-7068-5e94-7ceafb20ee13             inactivity      not-applicable        deleted
        (no name known)                                  password-age    not-applicable        deleted
        deleted                                          revoked-access  not-applicable        deleted

        HOW MANY          inactivity  password-age  revoked-access
        escalated         -           -             -
        breach            1           -             -
        warning           -           -             -
        not-determinable  -           -             -
        not-checked       -           -             -
        exempt            -           -             -
        compliant         1           -             -
        not-applicable    1           3             3

        3 users as of 2026-09-05T08:00:00Z.
        Holds if the files have every record since 2026-06-01T08:00:00Z, their earliest.
        """,
        ended.out());
  }

  /** The longest of everything. */
  @Test
  void a_table_fits_120_columns_and_cannot_steer_a_terminal() throws IOException {
    String file =
        file(
            "a",
            CloudTrailRecords.updated().of(OMAR).at("2026-06-01T08:00:00Z"),
            CloudTrailRecords.signIn()
                .by(OMAR)
                .at("2026-06-01T08:00:00Z")
                .with("/userIdentity/userName", "o".repeat(200)));

    Ended ended =
        report(
            "--from",
            file,
            "--at",
            "2026-06-05T08:00:00Z",
            "--covered-from",
            "2026-06-02T08:00:00Z",
            "--wide");
    Ended unseen =
        report(
            "--from",
            file("b", CloudTrailRecords.updated().of(OMAR).at("2026-06-01T08:00:00Z")),
            "--at",
            "2026-06-05T08:00:00Z",
            "--wide");

    assertTrue(ended.out().contains("\n" + "o".repeat(46) + "…  password-age"), ended.out());
    assertTrue(unseen.out().contains("not-determinable"), unseen.out());
    for (String line : (ended.out() + unseen.out()).lines().toList()) {
      assertTrue(line.length() <= 120, line);
    }
  }

  @Test
  void what_did_not_count_goes_to_standard_error_by_its_reason() throws IOException {
    Ended ended =
        report(
            "--from",
            file(
                "a",
                signIn(MARA, "2026-06-01T08:00:00Z"),
                signIn(MARA, "2026-09-06T08:00:00Z"),
                signIn(OMAR, "2026-06-01T08:00:00Z").failed("AccessDenied"),
                signIn(OMAR, "2026-06-01T08:00:00Z").failed("AccessDenied"),
                signIn(OMAR, "2026-06-01T08:00:00Z").byName("omar"),
                signIn(OMAR, "2026-06-01T08:00:00Z").with("/eventTime", "yesterday")),
            "--at",
            "2026-09-05T08:00:00Z",
            "--output",
            "json");

    assertEquals(0, ended.code());
    assertEquals(3, ended.out().lines().count());
    assertEquals(
        """
        ninety report: 1 user as of 2026-09-05T08:00:00Z.
        ninety report: Holds if the files have every record since 2026-06-01T08:00:00Z, their earliest.
        ninety report: ignored 2: call-failed: The call failed, so nothing happened.
        ninety report: left out 1: after-at: Later than the instant that is judged for.
        ninety report: left out 1: user-id-unknown: The record names its user only by name, and names are reused: who it was is not known.
        ninety report: rejected 1: time-unreadable: The record does not say when it happened.
        """,
        ended.err());
  }

  @Test
  void coverage_begins_where_it_is_said_to_and_a_gap_is_no_part_of_the_count() throws IOException {
    String file = file("a", CloudTrailRecords.updated().of(MARA).at("2026-06-01T08:00:00Z"));

    assertEquals(
        List.of("breach", "2026-06-01T08:00:00Z", "2026-09-06T08:00:00Z"),
        inactivity("--from", file, "--at", "2026-09-05T08:00:00Z"));
    assertEquals(
        List.of("not-determinable", "2026-08-01T08:00:00Z", "2026-10-26T08:00:00Z"),
        inactivity(
            "--from",
            file,
            "--at",
            "2026-09-05T08:00:00Z",
            "--covered-from",
            "2026-08-01T08:00:00Z"));
    assertEquals(
        List.of("breach", "2026-06-01T08:00:00Z", "2026-09-07T09:00:00Z"),
        inactivity(
            "--from",
            file,
            "--at",
            "2026-09-05T08:00:00Z",
            "--gap",
            "2026-06-10T08:00:00Z..2026-06-10T09:00:00Z",
            "--gap",
            "2026-07-01T08:00:00Z..2026-07-02T08:00:00Z"));
  }

  @Test
  void an_instant_that_is_ahead_is_a_what_if() throws IOException {
    assertEquals(
        List.of("escalated", "2027-01-01T08:00:00Z", "null"),
        inactivity(
            "--from",
            file("a", signIn(MARA, "2027-01-01T08:00:00Z")),
            "--at",
            "2027-05-01T00:00:00Z"));
  }

  @Test
  void another_store_and_another_account_do_not_count() throws IOException {
    String file = file("a", signIn(MARA, "2026-06-01T08:00:00Z"));
    Path envelope = folder.resolve("envelope.json");
    Files.writeString(envelope, signIn(MARA, "2026-06-01T08:00:00Z").envelope());

    Ended store = report("--from", file, "--identity-store", CloudTrailRecords.OTHER_STORE);
    Ended account = report("--from", envelope.toString(), "--accounts", "999988887777");

    assertTrue(store.err().contains("ignored 1: other-store"), store.err());
    assertTrue(store.out().contains("0 users"), store.out());
    assertTrue(account.err().contains("rejected 1: untrusted-source"), account.err());
    assertTrue(account.out().contains("The files hold no record that could be read."));
  }

  @Test
  void several_files_are_one_archive_plain_or_compressed() throws IOException {
    String first = file("a", CloudTrailRecords.disabled().of(MARA).at("2026-06-01T08:00:00Z"));
    Path second = folder.resolve("b.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(second))) {
      out.write(CloudTrailRecords.signIn().by(MARA).at("2026-06-02T08:00:00Z").bytes());
    }

    Ended ended = report("--from", second.toString(), first, "--output", "json");

    assertEquals("disabled", json(ended.out().lines().toList().getFirst()).path("status").asText());
    assertEquals("breach", json(ended.out().lines().toList().getLast()).path("standing").asText());
  }

  @Test
  void exemptions_are_those_that_exempt_list_prints() throws IOException {
    Exemption mara = exemption(new Exemption.Who.ById(MARA), Optional.empty());
    Exemption removed =
        exemption(
            new Exemption.Who.ById(OMAR),
            Optional.of(new Exemption.Removal(new Author("kim", CLOCK.instant()), "not needed")));
    Path file = folder.resolve("exemptions.jsonl");
    Files.write(
        file,
        ExemptionView.of(List.of(mara, removed), Stream.of(), CLOCK.instant()).stream()
            .map(view -> Json.line(view.fields()))
            .toList());

    List<String> standings =
        lines(
                "--from",
                file(
                    "a",
                    signIn(MARA, "2026-06-01T08:00:00Z"),
                    signIn(OMAR, "2026-06-01T08:00:00Z")),
                "--exemptions",
                file.toString())
            .stream()
            .filter(line -> line.path("control").asText().equals("inactivity"))
            .map(line -> line.path("userId").asText() + " " + line.path("standing").asText())
            .toList();

    assertEquals(List.of(OMAR.value() + " escalated", MARA.value() + " exempt"), standings);
  }

  @Test
  void an_exemption_that_was_made_later_hides_nothing_and_one_taken_back_later_still_holds()
      throws IOException {
    Instant later = CLOCK.instant();
    Exemption.Removal removal = new Exemption.Removal(new Author("kim", later), "not needed");
    Path file = folder.resolve("exemptions.jsonl");
    Files.write(
        file,
        ExemptionView.of(
                List.of(
                    exemption(new Exemption.Who.ById(OMAR), Optional.of(removal)),
                    new Exemption(
                        "1a1b2c3d",
                        new Exemption.Who.ById(MARA),
                        "platform team",
                        "emergency access",
                        later.plus(Duration.ofDays(90)),
                        new Author("kim", later),
                        Optional.empty())),
                Stream.of(),
                later)
            .stream()
            .map(view -> Json.line(view.fields()))
            .toList());

    List<String> standings =
        lines(
                "--from",
                file(
                    "a",
                    signIn(MARA, "2025-06-01T08:00:00Z"),
                    signIn(OMAR, "2025-06-01T08:00:00Z")),
                "--at",
                later.minusSeconds(1).toString(),
                "--exemptions",
                file.toString())
            .stream()
            .filter(line -> line.path("control").asText().equals("inactivity"))
            .map(line -> line.path("userId").asText() + " " + line.path("standing").asText())
            .toList();

    assertEquals(List.of(MARA.value() + " escalated", OMAR.value() + " exempt"), standings);
  }

  /** Nobody was alerted to it: an enabling must not hide what a revoked access was used for. */
  @Test
  void an_enabling_does_not_end_a_use_of_a_revoked_access_but_a_newer_disabling_does()
      throws IOException {
    CloudTrailRecords[] events = {
      CloudTrailRecords.disabled().of(MARA).at("2026-06-01T08:00:00Z"),
      signIn(MARA, "2026-06-02T08:00:00Z"),
      CloudTrailRecords.enabled().of(MARA).at("2026-06-03T08:00:00Z"),
      CloudTrailRecords.disabled().of(MARA).at("2026-06-04T08:00:00Z"),
      CloudTrailRecords.enabled().of(MARA).at("2026-06-05T08:00:00Z")
    };
    String[] call = {"--from", file("a", events), "--at"};

    assertEquals(List.of("breach", "event-1"), revokedAccess(call, "2026-06-02T09:00:00Z"));
    assertEquals(List.of("breach", "event-1"), revokedAccess(call, "2026-06-03T09:00:00Z"));
    assertEquals(List.of("not-applicable", "null"), revokedAccess(call, "2026-06-04T09:00:00Z"));
    assertEquals(List.of("not-applicable", "null"), revokedAccess(call, "2026-06-05T09:00:00Z"));
  }

  /** Row 8: under the same id. */
  @Test
  void a_use_between_a_deletion_and_a_creation_is_a_breach_until_a_newer_deletion()
      throws IOException {
    CloudTrailRecords[] events = {
      CloudTrailRecords.deleted().of(MARA).at("2026-06-01T08:00:00Z"),
      signIn(MARA, "2026-06-02T08:00:00Z"),
      CloudTrailRecords.created().of(MARA).at("2026-06-03T08:00:00Z"),
      CloudTrailRecords.deleted().of(MARA).at("2026-06-04T08:00:00Z"),
      CloudTrailRecords.created().of(MARA).at("2026-06-05T08:00:00Z")
    };
    String[] call = {"--from", file("a", events), "--at"};

    assertEquals(List.of("breach", "event-1"), revokedAccess(call, "2026-06-02T09:00:00Z"));
    assertEquals(List.of("breach", "event-1"), revokedAccess(call, "2026-06-03T09:00:00Z"));
    assertEquals(List.of("not-applicable", "null"), revokedAccess(call, "2026-06-04T09:00:00Z"));
    assertEquals(List.of("not-applicable", "null"), revokedAccess(call, "2026-06-05T09:00:00Z"));
  }

  /** F13: it was made in knowledge of the use; one from before it excuses nothing. */
  @Test
  void what_an_exemption_suppressed_stays_so_after_its_end_or_removal() throws IOException {
    Instant use = Instant.parse("2026-06-02T08:00:00Z");
    Instant end = use.plus(Duration.ofDays(20));
    String records =
        file(
            "a",
            CloudTrailRecords.disabled().of(MARA).at("2026-06-01T08:00:00Z"),
            signIn(MARA, use.toString()));
    Exemption.Removal removal = new Exemption.Removal(new Author("kim", end), "done");

    for (Exemption exemption :
        List.of(
            exemption(use.plusSeconds(1), end, Optional.empty()),
            exemption(use.plusSeconds(1), end.plusSeconds(1), Optional.of(removal)))) {
      String[] call = {"--from", records, "--exemptions", exemptions(exemption), "--at"};
      assertEquals(List.of("breach", "event-1"), revokedAccess(call, use.toString()));
      assertEquals(List.of("exempt", "null"), revokedAccess(call, end.minusSeconds(1).toString()));
      assertEquals(List.of("not-applicable", "null"), revokedAccess(call, end.toString()));
      assertEquals(
          List.of("not-applicable", "null"), revokedAccess(call, CLOCK.instant().toString()));
    }
    String[] before = {
      "--from", records, "--exemptions", exemptions(exemption(use, end, Optional.empty())), "--at"
    };
    assertEquals(
        List.of("breach", "event-1"), revokedAccess(before, end.minusSeconds(1).toString()));
    assertEquals(List.of("breach", "event-1"), revokedAccess(before, end.toString()));
  }

  private static Exemption exemption(
      Instant added, Instant until, Optional<Exemption.Removal> removed) {
    return new Exemption(
        "0a1b2c3d",
        new Exemption.Who.ById(MARA),
        "platform team",
        "looked into",
        until,
        new Author("kim", added),
        removed);
  }

  private String exemptions(Exemption exemption) throws IOException {
    Path file = folder.resolve("exemptions.jsonl");
    Files.write(
        file,
        ExemptionView.of(List.of(exemption), Stream.of(), CLOCK.instant()).stream()
            .map(view -> Json.line(view.fields()))
            .toList());
    return file.toString();
  }

  /** F6. */
  @Test
  void a_mailed_code_of_somebody_who_was_seen_before_begins_no_password() throws IOException {
    String day80 = "2026-08-20T08:00:00Z";
    CloudTrailRecords code =
        signIn(MARA, day80).with("/additionalEventData/CredentialType", "EMAIL_OTP");
    CloudTrailRecords alone =
        signIn(MARA, "2026-08-20T09:00:00Z")
            .with("/additionalEventData/CredentialType", "PASSWORD");
    for (CloudTrailRecords before :
        List.of(
            CloudTrailRecords.byTheUser("sso.amazonaws.com", "Authenticate"),
            CloudTrailRecords.byTheUser("sso.amazonaws.com", "Federate"),
            CloudTrailRecords.signIn().with("/additionalEventData/CredentialType", "WEBAUTHN"),
            CloudTrailRecords.signIn().with("/additionalEventData/CredentialType", "SMARTCARD"),
            CloudTrailRecords.signIn().without("/additionalEventData/CredentialType"))) {
      CloudTrailRecords first = before.by(MARA).at("2026-06-01T08:00:00Z");
      assertEquals("not-determinable", passwordAge(file("a", first, code)));
      assertEquals("breach", passwordAge(file("a", first, code, alone)));
    }
  }

  private static String passwordAge(String file) {
    return lines("--from", file, "--at", "2026-09-05T08:00:00Z").stream()
        .filter(line -> line.path("control").asText().equals("password-age"))
        .map(line -> line.path("standing").asText())
        .findFirst()
        .orElseThrow();
  }

  /** Else users would count from an instant that is yet to come. */
  @Test
  void a_gap_that_ends_after_the_instant_is_refused() throws IOException {
    Ended ended =
        report(
            "--from",
            file("a"),
            "--at",
            "2026-06-30T08:00:00Z",
            "--gap",
            "2026-06-25T08:00:00Z..2026-07-05T08:00:00Z");

    assertEquals(2, ended.code());
    assertTrue(
        ended.err().contains("--gap ends after 2026-06-30T08:00:00Z, the instant that is judged"),
        ended.err());
  }

  /** To go on would accuse those of whom the unread file knows better. */
  @Test
  void a_file_that_cannot_be_read_is_named_and_nobody_is_judged() throws IOException {
    Path broken = folder.resolve("broken.jsonl");
    Files.writeString(broken, "{\"id\":\"0a1b2c3d\"}\n");

    Ended ended =
        report(
            "--from",
            file("a", signIn(MARA, "2026-06-01T08:00:00Z")),
            folder.resolve("absent.json").toString(),
            folder.toString(),
            "--exemptions",
            broken.toString());

    assertEquals(1, ended.code());
    assertEquals("", ended.out());
    assertTrue(ended.err().contains("absent.json"), ended.err());
    assertTrue(ended.err().contains("broken.jsonl: line 1 is not an exemption"), ended.err());
    assertEquals(4, ended.err().lines().count(), ended.err());
  }

  @Test
  void a_misused_call_names_all_mistakes_at_once() throws IOException {
    Ended ended =
        report(
            "--from",
            file("a"),
            "--at",
            "yesterday",
            "--gap",
            "today",
            "--inactivity-days",
            "1",
            "--identity-store",
            "here",
            "--output",
            "xml");

    assertEquals(2, ended.code());
    for (String option :
        List.of("--at", "--gap", "--inactivity-days", "--identity-store", "--output")) {
      assertTrue(ended.err().contains(option + ": "), ended.err());
    }
    Ended nothing = report("--at", "yesterday", "--output", "xml");
    assertEquals(2, nothing.code());
    for (String mistake : List.of("--from is missing", "--at: 'yesterday'", "--output: 'xml'")) {
      assertTrue(nothing.err().contains("ninety report: " + mistake), nothing.err());
    }
    Ended late =
        report(
            "--from",
            file("a"),
            "--covered-from",
            "2026-09-06T08:00:00Z",
            "--at",
            "2026-09-05T08:00:00Z");
    assertEquals(2, late.code());
    assertTrue(late.err().contains("--covered-from is after 2026-09-05T08:00:00Z"), late.err());
  }

  @Test
  void where_nothing_is_covered_it_says_why() throws IOException {
    String late = file("a", signIn(MARA, "2026-09-05T08:00:00Z"));

    assertTrue(
        report("--from", late, "--at", "2026-09-01T00:00:00.123456789Z")
            .out()
            .contains("No record up to 2026-09-01T00:00:00Z counts, so nothing is covered."));
    assertTrue(
        report("--from", file("b")).out().contains("The files hold no record that could be read."));
  }

  @Test
  void nobody_at_all_is_no_failure() throws IOException {
    Ended ended = report("--from", file("a"), "--output", "json");

    assertEquals(0, ended.code());
    assertEquals("", ended.out());
    assertFalse(ended.err().contains("Exception"), ended.err());
  }

  private static Exemption exemption(Exemption.Who who, Optional<Exemption.Removal> removed) {
    return new Exemption(
        "0a1b2c3d",
        who,
        "platform team",
        "emergency access",
        Instant.parse("2027-01-01T00:00:00Z"),
        new Author("kim", Instant.parse("2026-06-01T00:00:00Z")),
        removed);
  }

  private static CloudTrailRecords signIn(UserId user, String at) {
    return CloudTrailRecords.signIn().by(user).at(at).eventId("event-1");
  }

  private String file(String name, CloudTrailRecords... records) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, Arrays.stream(records).map(CloudTrailRecords::bare).toList());
    return file.toString();
  }

  private static List<String> inactivity(String... arguments) {
    JsonNode line = lines(arguments).getFirst();
    return List.of(
        line.path("standing").asText(), line.path("since").asText(), line.path("next").asText());
  }

  private static List<String> revokedAccess(String[] call, String at) {
    String[] arguments = Arrays.copyOf(call, call.length + 1);
    arguments[call.length] = at;
    return lines(arguments).stream()
        .filter(line -> line.path("control").asText().equals("revoked-access"))
        .flatMap(line -> Stream.of(line.path("standing").asText(), line.path("eventId").asText()))
        .toList();
  }

  private static List<JsonNode> lines(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--output", "json"));
    Ended ended = report(all.toArray(String[]::new));
    assertEquals(0, ended.code(), ended.err());
    return ended.out().lines().map(ReportCommandTest::json).toList();
  }

  private static Ended report(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Ninety.run(
            CLOCK,
            new PrintWriter(out),
            new PrintWriter(err),
            Stream.concat(Stream.of("report"), Arrays.stream(arguments)).toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException thrown) {
      throw new AssertionError(line, thrown);
    }
  }
}
