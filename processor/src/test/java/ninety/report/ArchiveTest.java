package ninety.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.coverage.Span;
import ninety.exemption.Exemptions;
import ninety.policy.Control;
import ninety.policy.Outcome;
import ninety.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArchiveTest {

  private static final Instant MONDAY = Instant.parse("2026-06-01T08:14:27Z");
  private static final RecordReader READER = new RecordReader(Watched.files());

  /** Promise 1. */
  @Test
  void the_order_and_repeats_of_records_do_not_matter() {
    List<CloudTrailRecords> records =
        List.of(
            CloudTrailRecords.created().of(MARA).at(day(0)),
            CloudTrailRecords.signIn().by(MARA).at(day(1)),
            CloudTrailRecords.disabled().of(MARA).at(day(2)),
            CloudTrailRecords.portalActivity().by(MARA).at(day(4)),
            CloudTrailRecords.enabled().of(OMAR).at(day(3)));
    List<UserStanding> expected = judged(archive(day(95), records), List.of());
    long seed = 20261127;
    List<CloudTrailRecords> shuffled = new ArrayList<>(records);
    shuffled.addAll(records);

    for (int i = 0; i < 20; i++) {
      Collections.shuffle(shuffled, new Random(seed + i));
      assertEquals(expected, judged(archive(day(95), shuffled), List.of()), "seed " + (seed + i));
    }
  }

  @Test
  void what_is_later_is_left_out_and_counted_and_the_very_instant_is_not_later() {
    Archive archive =
        archive(
            day(5),
            List.of(
                CloudTrailRecords.signIn().by(MARA).at(day(5)),
                CloudTrailRecords.disabled().of(MARA).at(day(5).plusSeconds(1)),
                CloudTrailRecords.signIn().by(OMAR).at(day(6)).failed("AccessDenied")));

    assertEquals("left out after-at 2", counts(archive));
    assertEquals(
        List.of(MARA), judged(archive, List.of()).stream().map(each -> each.user().id()).toList());
    assertEquals(
        Optional.of("enabled"),
        outcome(judged(archive, List.of()), Control.REVOKED_ACCESS).because());
  }

  /**
   * An ignored record shows too that the files hold that time; one that AWS did not send does not.
   */
  @Test
  void the_earliest_record_is_that_of_all_that_are_trusted_and_understood() {
    Archive archive =
        archive(
            day(50),
            List.of(
                CloudTrailRecords.signIn().by(MARA).at(day(9)),
                CloudTrailRecords.byTheUser("sso.amazonaws.com", "Logout").by(MARA).at(day(2)),
                CloudTrailRecords.signIn().by(MARA).at(day(1)).with("/eventTime", "yesterday"),
                CloudTrailRecords.signIn().by(MARA).at("1970-01-01T00:00:00Z"),
                CloudTrailRecords.byTheUser("sso.amazonaws.com", "Logout")
                    .by(MARA)
                    .at("1970-01-01T00:00:00Z")));
    String forged =
        CloudTrailRecords.signIn()
            .by(MARA)
            .at(day(0))
            .envelope()
            .replaceFirst("\"source\" ?: ?\"aws\\.", "\"source\":\"bank.");
    archive.add(READER.read(forged.getBytes(UTF_8), day(60)));

    assertEquals(Optional.of(day(2)), archive.earliest());
    assertEquals(
        "ignored other-call 2, rejected time-unreadable 2, rejected untrusted-source 1",
        counts(archive));
  }

  @Test
  void who_is_named_only_by_name_is_nobody_here() {
    Archive archive =
        archive(day(5), List.of(CloudTrailRecords.signIn().at(day(1)).byName("mara.lindqvist")));

    assertEquals("left out user-id-unknown 1", counts(archive));
    assertEquals(List.of(), judged(archive, List.of()));
    assertEquals(Optional.of(day(1)), archive.earliest());
  }

  /** S5: its time is no part of the count; above 5 % of 90 days only what came after it counts. */
  @ParameterizedTest
  @CsvSource({
    "-9, -7, BREACH, 0, 95",
    "1, 2, BREACH, 0, 94",
    "10, 14, BREACH, 0, 91",
    "10, 15, NOT_CHECKED, 0, 90",
    "1, 8, WARNING, 8, 87",
    "60, 64, BREACH, 0, 91",
    "94, 99, BREACH, 0, 94",
    "96, 99, BREACH, 0, 95",
  })
  void a_gap_restarts_no_count_and_is_no_part_of_it(
      int from, int to, Outcome.Word word, int since, long days) {
    Archive archive = archive(day(95), List.of(CloudTrailRecords.updated().of(MARA).at(day(0))));

    Outcome outcome =
        outcome(
            judged(archive, List.of(new Span(day(from), day(to)), new Span(day(0), day(0)))),
            Control.INACTIVITY);

    assertEquals(word, outcome.word());
    assertEquals(Optional.of(day(since)), outcome.since());
    assertEquals(Optional.of(days), outcome.days());
  }

  @Test
  void the_worst_stand_first_and_of_those_the_longest() {
    Archive archive =
        archive(
            day(98),
            List.of(
                CloudTrailRecords.signIn().by(CloudTrailRecords.DANA).at(day(90)),
                CloudTrailRecords.signIn().by(MARA).at(day(5)),
                CloudTrailRecords.signIn().by(OMAR).at(day(1))));

    assertEquals(
        List.of(OMAR, MARA, CloudTrailRecords.DANA),
        judged(archive, List.of()).stream().map(each -> each.user().id()).toList());
  }

  private static Archive archive(Instant at, List<CloudTrailRecords> records) {
    Archive archive = new Archive(at);
    records.forEach(record -> archive.add(READER.read(record.bytes(), day(200))));
    return archive;
  }

  private static List<UserStanding> judged(Archive archive, List<Span> gaps) {
    return archive.judged(Policy.STANDARD, Exemptions.NONE, archive.earliest(), gaps);
  }

  private static Outcome outcome(List<UserStanding> users, Control control) {
    return Objects.requireNonNull(users.getFirst().outcomes().get(control));
  }

  private static String counts(Archive archive) {
    return archive.unused().entrySet().stream()
        .map(it -> "%s %s %d".formatted(it.getKey().what(), it.getKey().reason(), it.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static Instant day(int number) {
    return MONDAY.plus(Duration.ofDays(number));
  }
}
