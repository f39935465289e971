package ninety.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.control.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.exemption.Exemption.Who;
import ninety.policy.Policy.Basis;
import ninety.policy.Thresholds;
import ninety.user.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

final class TextsTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:14:27Z");

  @ParameterizedTest
  @CsvSource({
    "90s, PT1M30S",
    "5m, PT5M",
    "1h, PT1H",
    "1h30m, PT1H30M",
    "2d, PT48H",
    "0, PT0S",
    "0s, PT0S",
    "PT5M, PT5M",
    "P2D, PT48H",
    "P1DT12H, PT36H",
    "5M, PT5M",
    "' 5m ', PT5M",
    "0.5s, PT0.5S",
  })
  void a_duration_is_read_as_people_write_it(String text, Duration duration) {
    assertEquals(Validation.valid(duration), Texts.duration("--granularity", text, Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "m",
        "5x",
        "-5m",
        "1d12h",
        "5 m",
        "P",
        "PT",
        "1e3s",
        "five minutes",
        "367d",
        "99999999999999999999d"
      })
  void what_is_no_duration_is_refused_naming_the_option(String text) {
    assertEquals(
        Validation.invalid(
            "--granularity: '%s' is not a duration from 0 to a year; write a number with s, m, h or d"
                .formatted(text)),
        Texts.duration("--granularity", text, Duration.ZERO));
  }

  @Test
  void a_duration_has_its_least() {
    Duration least = Duration.ofSeconds(1);

    assertEquals(Validation.valid(least), Texts.duration("--every", "1s", least));
    assertEquals(
        Validation.invalid(
            "--every: '0.9s' is not a duration from 1s to a year; write a number with s, m, h or"
                + " d"),
        Texts.duration("--every", "0.9s", least));
    assertTrue(Texts.duration("--every", "0", least).isInvalid());
  }

  @Test
  void a_text_that_is_required_is_stripped() {
    assertEquals(
        Validation.valid("events"), Texts.required("--stream", "NINETY_STREAM", " events\n"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void a_text_that_is_missing_is_asked_for_by_option_and_variable(@Nullable String text) {
    assertEquals(
        Validation.invalid("--stream is missing (or set NINETY_STREAM)"),
        Texts.required("--stream", "NINETY_STREAM", text));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1000, 1000", "' 64 ', 64"})
  void a_count_within_its_bounds_is_read(String text, int count) {
    assertEquals(Validation.valid(count), Texts.count("--writes-in-flight", text, 1, 1000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1001", "-1", "1.5", "many", "99999999999"})
  void a_count_outside_them_is_refused_naming_the_option(String text) {
    assertEquals(
        Validation.invalid(
            "--writes-in-flight: '%s' is not a whole number from 1 to 1000".formatted(text)),
        Texts.count("--writes-in-flight", text, 1, 1000));
  }

  @Test
  void an_instant_may_be_left_out() {
    assertEquals(Validation.valid(Optional.empty()), Texts.instant("--at", null));
    assertEquals(Validation.valid(Optional.empty()), Texts.instant("--at", " "));
    assertEquals(
        Validation.valid(Optional.of(Instant.parse("2026-06-01T08:14:27Z"))),
        Texts.instant("--at", " 2026-06-01T08:14:27Z"));
    assertEquals(
        Validation.valid(Optional.of(Instant.parse("2026-06-01T06:14:27Z"))),
        Texts.instant("--at", "2026-06-01T08:14:27+02:00"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-01", "2026-06-01T08:14:27", "now", "2026-02-30T00:00:00Z"})
  void what_is_no_instant_is_refused_naming_the_option(String text) {
    assertEquals(
        Validation.invalid(
            "--at: '%s' is not an instant; write it as in 2026-06-01T08:14:27Z".formatted(text)),
        Texts.instant("--at", text));
  }

  @ParameterizedTest
  @CsvSource({
    "last-activity, LAST_ACTIVITY",
    "LAST_ACTIVITY, LAST_ACTIVITY",
    "' Last-Authenticated ', LAST_AUTHENTICATED",
  })
  void a_choice_is_read_however_it_is_spelled(String text, Basis basis) {
    assertEquals(Validation.valid(basis), Texts.oneOf("--inactivity-from", text, Basis.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "last", "last-activity,last-authenticated"})
  void what_is_no_choice_is_refused_naming_the_option_and_the_choices(String text) {
    assertEquals(
        Validation.invalid(
            "--inactivity-from: '%s' is not one of last-activity, last-authenticated"
                .formatted(text)),
        Texts.oneOf("--inactivity-from", text, Basis.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"d-9067f2a1c4", "3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3"})
  void an_identity_store_has_one_of_two_forms(String id) {
    assertEquals(Validation.valid(Optional.of(id)), Texts.identityStore(" " + id));
  }

  /** F18. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "D-9067F2A1C4",
        "d-9067F2a1c4",
        "arn:aws:identitystore::111122223333:identitystore/d-9067f2a1c4"
      })
  void an_identity_store_may_be_spelled_in_any_case_or_given_as_an_arn(String text) {
    assertEquals(Validation.valid(Optional.of("d-9067f2a1c4")), Texts.identityStore(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"d-1234", "9067f2a1c4", "ssoins-7223b02f4e9aa1c5", "%s"})
  void anything_else_is_no_identity_store(String text) {
    assertEquals(
        Validation.invalid(
            "--identity-store: '"
                + text
                + "' is not an identity store id; it looks like d-1234567890"),
        Texts.identityStore(text));
  }

  /** F1. */
  @Test
  void accounts_are_a_list_of_twelve_digits_each() {
    assertEquals(Validation.valid(Set.of()), Texts.accounts("--accounts", null));
    assertEquals(Validation.valid(Set.of()), Texts.accounts("--accounts", " "));
    assertEquals(
        Validation.valid(Set.of("111122223333", "444455556666")),
        Texts.accounts("--accounts", "111122223333, 444455556666"));
    for (String wrong : List.of("1111", "111122223333,", "none", "111122223333;444455556666")) {
      assertEquals(
          Validation.invalid(
              "--accounts: '%s' is not a list of AWS account ids; write 111122223333,444455556666"
                  .formatted(wrong)),
          Texts.accounts("--accounts", wrong));
    }
  }

  @Test
  void a_flag_is_true_or_false() {
    assertEquals(Validation.valid(true), Texts.flag("--accept-bare", "TRUE"));
    assertEquals(Validation.valid(false), Texts.flag("--accept-bare", "false"));
    assertEquals(
        Validation.invalid("--accept-bare: 'yes' is neither true nor false"),
        Texts.flag("--accept-bare", "yes"));
  }

  @Test
  void an_account_has_twelve_digits() {
    assertEquals(
        Validation.valid(Optional.of("111122223333")), Texts.account("--account", "111122223333"));
    assertEquals(Validation.valid(Optional.empty()), Texts.account("--account", null));
    assertEquals(
        Validation.invalid(
            "--account: '1111-2222-3333' is not an AWS account id; it has twelve digits"),
        Texts.account("--account", "1111-2222-3333"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"86,90,97|86|90|97", "' 1 , 2, 3 '|1|2|3", "1,2,3650|1|2|3650"})
  void days_are_three_rising_numbers(String text, int warning, int breach, int escalated) {
    assertEquals(
        Validation.valid(Thresholds.ofDays(warning, breach, escalated)),
        Texts.thresholds("--inactivity-days", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "90",
        "86,90",
        "86,90,97,100",
        "90,86,97",
        "86,86,97",
        "0,90,97",
        "-1,90,97",
        "86,90,3651",
        "86;90;97",
        "86,90,",
        "a,b,c",
        "1.5,2,3",
        "1,2,99999999999"
      })
  void what_are_no_days_is_refused_naming_the_option(String text) {
    assertEquals(
        Validation.invalid(
            "--inactivity-days: '%s' is not three rising numbers of days from 1 to 3650; write 86,90,97"
                .formatted(text)),
        Texts.thresholds("--inactivity-days", text));
  }

  @Test
  void places_are_a_list_of_regions_with_or_without_accounts_or_none_or_not_said() {
    assertEquals(Validation.valid(Optional.empty()), Texts.places("--heartbeat-from", null));
    assertEquals(Validation.valid(Optional.empty()), Texts.places("--heartbeat-from", " "));
    assertEquals(
        Validation.valid(Optional.of(Set.of())), Texts.places("--heartbeat-from", " none "));
    assertEquals(
        Validation.valid(
            Optional.of(
                Set.of(
                    Source.ofRegion("eu-central-1"),
                    Source.ofRegion("us-gov-west-1"),
                    new Source("111122223333", "us-iso-east-1")))),
        Texts.places("--heartbeat-from", "eu-central-1, us-gov-west-1,111122223333/us-iso-east-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eu-central-1,",
        "Frankfurt",
        "eu-central",
        "none,eu-central-1",
        "*",
        "1111/eu-central-1",
        "111122223333/eu-central-1/cloudtrail",
        "111122223333"
      })
  void what_is_not_a_place_is_refused_naming_the_option(String text) {
    assertEquals(
        Validation.invalid(
            "--heartbeat-from: '%s' is not a list of Regions; write 111122223333/eu-central-1,us-east-1 or none"
                .formatted(text)),
        Texts.places("--heartbeat-from", text));
  }

  @Test
  void roles_are_one_an_account() {
    String one = "arn:aws:iam::111122223333:role/a,b-sign-of-life";
    String other = "arn:aws-us-gov:iam::444455556666:role/path/b-sign-of-life";

    assertEquals(Validation.valid(Map.of()), Texts.roles("--signs-role", null));
    assertEquals(
        Validation.valid(Map.of("111122223333", one, "444455556666", other)),
        Texts.roles("--signs-role", one + ", " + other));
    assertEquals(
        Validation.invalid(
            "--signs-role: account 111122223333 has two roles; one is enough for all its Regions"),
        Texts.roles("--signs-role", one + "," + one));
    assertEquals(
        Validation.invalid(
            "--signs-role: 'ninety' is not an ARN of a role; it looks like"
                + " arn:aws:iam::111122223333:role/name"),
        Texts.roles("--signs-role", "ninety"));
  }

  @Test
  void a_line_is_bounded_and_has_no_control_characters() {
    assertEquals(Validation.valid("platform team"), Texts.line("--owner", " platform team ", 128));
    assertEquals(Validation.valid("x".repeat(128)), Texts.line("--owner", "x".repeat(128), 128));
    assertEquals(Validation.invalid("--owner is missing"), Texts.line("--owner", null, 128));
    assertEquals(Validation.invalid("--owner is missing"), Texts.line("--owner", " ", 128));
    assertEquals(
        Validation.invalid("--owner has 129 characters; at most 128 are possible"),
        Texts.line("--owner", "x".repeat(129), 128));
    for (String text : List.of("a\nb", "a\u001b[2Jb", "a\u202eb", "a\u0000b")) {
      assertEquals(
          Validation.invalid("--owner has line breaks or other control characters"),
          Texts.line("--owner", text, 128));
    }
  }

  @Test
  void who_is_a_user_id_or_else_a_name_or_pattern() {
    UserId id = new UserId("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3");

    assertEquals(Validation.valid(new Who.ById(id)), Texts.who("WHO", id.value()));
    assertEquals(
        Validation.valid(new Who.ById(id)),
        Texts.who("WHO", "arn:aws:identitystore:::user/" + id.value()));
    assertEquals(
        Validation.valid(new Who.ByName("break-glass-*")), Texts.who("WHO", " break-glass-*"));
    assertEquals(
        Validation.valid(new Who.ByName("mara.lindqvist")), Texts.who("WHO", "mara.lindqvist"));
    assertEquals(Validation.invalid("WHO is missing"), Texts.who("WHO", null));
    assertEquals(
        Validation.invalid(
            "WHO: 'ab*': a pattern needs at least 3 characters beside * and ?, or it would cover"
                + " nearly everybody"),
        Texts.who("WHO", "ab*"));
    assertEquals(
        Validation.invalid(
            "WHO: '%s': a pattern has at most 128 characters".formatted("x".repeat(129))),
        Texts.who("WHO", "x".repeat(129)));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T08:14:28Z, 2026-06-01T08:14:28Z",
    "2026-12-31T12:00:00+01:00, 2026-12-31T11:00:00Z",
    "2026-06-01, 2026-06-02T00:00:00Z",
    "2026-12-31, 2027-01-01T00:00:00Z",
    "90d, 2026-08-30T08:14:27Z",
    "' 12h ', 2026-06-01T20:14:27Z",
    "366d, 2027-06-02T08:14:27Z",
    "2027-06-02T08:14:27Z, 2027-06-02T08:14:27Z",
    "2027-06-01, 2027-06-02T00:00:00Z",
  })
  void an_end_is_an_instant_the_end_of_a_day_or_a_duration(String text, Instant end) {
    assertEquals(Validation.valid(end), Texts.until("--until", text, NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2027-06-02T08:14:28Z", "2027-06-02", "367d", "99999999d", "+999999999-01-01"})
  void an_end_too_far_ahead_is_refused_saying_the_latest_possible(String text) {
    assertEquals(
        Validation.invalid(
            "--until: '%s' is too far ahead; the latest possible is 2027-06-02T08:14:27Z"
                .formatted(text)),
        Texts.until("--until", text, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-01T08:14:27Z", "2026-05-31", "0", "-1d", "1970-01-01"})
  void an_end_that_is_not_ahead_is_refused(String text) {
    assertEquals(
        Validation.invalid("--until: '%s' is not ahead".formatted(text)),
        Texts.until("--until", text, NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "forever",
        "2026-02-30",
        "31.12.2026",
        "90",
        "+999999999-12-31",
        "2026-12-31T12:00"
      })
  void what_is_no_end_is_refused_naming_the_forms(String text) {
    assertEquals(
        Validation.invalid(
            "--until: '%s' is not an instant, day or duration; write 2026-12-31T12:00:00Z, 2026-12-31 or"
                    .formatted(text)
                + " 90d"),
        Texts.until("--until", text, NOW));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void without_an_end_there_is_no_exemption(@Nullable String text) {
    assertEquals(
        Validation.invalid(
            "--until is missing; every exemption ends, at 2027-06-02T08:14:27Z at the latest"),
        Texts.until("--until", text, NOW));
  }

  @Test
  void all_mistakes_are_reported_at_once() {
    var settings =
        Validation.combine(
                Texts.required("--stream", "NINETY_STREAM", null),
                Texts.count("--writes-in-flight", "0", 1, 1000),
                Texts.duration("--granularity", "soon", Duration.ZERO))
            .ap((stream, writes, granularity) -> stream + writes + granularity);

    Failure failure = assertThrows(Failure.class, () -> Texts.checked(settings));

    assertEquals(Exit.MISUSED, failure.exitCode());
    assertEquals(
        """
        --stream is missing (or set NINETY_STREAM).
        --writes-in-flight: '0' is not a whole number from 1 to 1000.
        --granularity: 'soon' is not a duration from 0 to a year; write a number with s, m, h or d.\
        """,
        failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "mrk-1234abcd12ab34cd56ef1234567890ab",
        "arn:aws:kms:eu-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/ninety/alerts",
        "alias/ninety-alerts",
      })
  void a_signing_key_is_named_as_kms_names_keys(String key) {
    assertEquals(Validation.valid(Optional.of(key)), Texts.signingKey(" " + key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ninety-alerts",
        "key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:sqs:eu-north-1:111122223333:alias/x",
        "alias/",
        "%s"
      })
  void anything_else_is_no_signing_key(String text) {
    assertEquals(
        Validation.invalid(
            "--signing-key: '"
                + text
                + "' is not an id, ARN or alias of a KMS key; an alias begins with alias/"),
        Texts.signingKey(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::111122223333:role/ninety-directory",
        "arn:aws-us-gov:iam::111122223333:role/audit/ninety_directory",
        "arn:aws-cn:iam::111122223333:role/a",
      })
  void a_role_is_named_by_its_arn(String arn) {
    assertEquals(Validation.valid(Optional.of(arn)), Texts.role("--directory-role", " " + arn));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ninety-directory",
        "arn:aws:iam::1111:role/a",
        "arn:aws:iam::111122223333:user/a",
        "arn:aws:sts::111122223333:assumed-role/a/b",
      })
  void anything_else_is_no_role(String text) {
    assertEquals(
        Validation.invalid(
            "--directory-role: '"
                + text
                + "' is not an ARN of a role; it looks like arn:aws:iam::111122223333:role/name"),
        Texts.role("--directory-role", text));
  }

  /** Those that the SDK knows, the European Sovereign Cloud's among them. */
  @Test
  void every_region_of_aws_is_one() {
    Region.regions().stream()
        .filter(region -> !region.isGlobalRegion())
        .map(Region::id)
        .forEach(id ->
            assertEquals(
                Validation.valid(Optional.of(id)), Texts.region("--directory-region", id)));
  }

  @Test
  void a_region_is_one_and_not_a_zone() {
    assertEquals(
        Validation.valid(Optional.of("us-gov-west-1")),
        Texts.region("--directory-region", "us-gov-west-1"));
    assertEquals(Validation.valid(Optional.empty()), Texts.region("--directory-region", ""));
    assertEquals(
        Validation.invalid(
            "--directory-region: 'eu-central-1a' is not a Region; it looks like eu-central-1"),
        Texts.region("--directory-region", "eu-central-1a"));
  }

  /** S13. */
  @Test
  void a_duration_may_have_another_limit_than_a_year() {
    Duration day = Duration.ofDays(1);
    assertEquals(Validation.valid(day), Texts.duration("--granularity", "24h", Duration.ZERO, day));
    assertTrue(
        Texts.duration("--granularity", "25h", Duration.ZERO, day).getError().contains("to 24h;"));
  }

  @Test
  void a_span_goes_from_one_instant_to_a_later_one() {
    Instant from = Instant.parse("2026-06-01T08:14:27Z");

    assertEquals(
        Validation.valid(new Span(from, from.plusSeconds(60))),
        Texts.span("--gap", " 2026-06-01T08:14:27Z..2026-06-01T08:15:27Z "));
    for (String text :
        List.of(
            "",
            "..",
            "2026-06-01T08:14:27Z",
            "2026-06-01T08:14:27Z..",
            "2026-06-01T08:15:27Z..2026-06-01T08:14:27Z",
            "2026-06-01..2026-06-02")) {
      assertEquals(
          Validation.invalid(
              "--gap: '%s' is not a time from one instant to a later one; write FROM..TO as in"
                      .formatted(text)
                  + " 2026-06-01T08:00:00Z..2026-06-02T08:00:00Z"),
          Texts.span("--gap", text));
    }
  }
}
