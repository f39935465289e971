package ninety.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import ninety.cloudtrail.CloudTrailRecords;
import org.junit.jupiter.api.Test;

final class ReportCommandTest extends Reporting {

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
}
