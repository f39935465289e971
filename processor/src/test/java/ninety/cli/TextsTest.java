package ninety.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.control.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.policy.Policy.Basis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextsTest {

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
            "--granularity: '%s' is no duration from 0 to a year; write 90s, 5m, 1h or 2d"
                .formatted(text)),
        Texts.duration("--granularity", text, Duration.ZERO));
  }

  @Test
  void a_duration_has_its_least() {
    Duration least = Duration.ofSeconds(1);

    assertEquals(Validation.valid(least), Texts.duration("--every", "1s", least));
    assertEquals(
        Validation.invalid(
            "--every: '0.9s' is no duration from 1s to a year; write 90s, 5m, 1h or 2d"),
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
            "--writes-in-flight: '%s' is no whole number from 1 to 1000".formatted(text)),
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
            "--at: '%s' is no instant; write it as in 2026-06-01T08:14:27Z".formatted(text)),
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
            "--inactivity-from: '%s' is none of last-activity, last-authenticated".formatted(text)),
        Texts.oneOf("--inactivity-from", text, Basis.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"d-9067f2a1c4", "3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3"})
  void an_identity_store_has_one_of_two_forms(String id) {
    assertEquals(Validation.valid(Optional.of(id)), Texts.identityStore(" " + id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"d-1234", "9067f2a1c4", "d-9067F2A1C4", "ssoins-7223b02f4e9aa1c5", "%s"})
  void anything_else_is_no_identity_store(String text) {
    assertEquals(
        Validation.invalid(
            "--identity-store: '" + text + "' is no identity store id; it looks like d-1234567890"),
        Texts.identityStore(text));
  }

  @Test
  void an_account_has_twelve_digits() {
    assertEquals(Validation.valid(Optional.of("111122223333")), Texts.account("111122223333"));
    assertEquals(Validation.valid(Optional.empty()), Texts.account(null));
    assertEquals(
        Validation.invalid(
            "--account: '1111-2222-3333' is no AWS account id; it has twelve digits"),
        Texts.account("1111-2222-3333"));
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
                + "' is no id, ARN or alias of a KMS key; an alias begins with alias/"),
        Texts.signingKey(text));
  }

  @Test
  void all_mistakes_are_told_at_once() {
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
        --stream is missing (or set NINETY_STREAM)
        --writes-in-flight: '0' is no whole number from 1 to 1000
        --granularity: 'soon' is no duration from 0 to a year; write 90s, 5m, 1h or 2d\
        """,
        failure.getMessage());
  }
}
