package ninety.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static ninety.cloudtrail.CloudTrailRecords.directoryChange;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static ninety.replay.Trial.ALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

final class ReplayTest {

  private static final String HOME = "111122223333";
  private static final String FRANKFURT = "eu-central-1";
  private static final Source PLACE = new Source(HOME, FRANKFURT);

  private final Trial trial = new Trial();
  private final MemoryArchive archive = new MemoryArchive();

  private Optional<Instant> lastActivity(UserId user) {
    return trial
        .table
        .read(user)
        .flatMap(dossier -> dossier.user().lastActivity())
        .map(ninety.user.Proof::time);
  }

  private static String seen(UserId user, String at) {
    return signIn().by(user).at(at).bare();
  }

  @Test
  void records_of_every_layout_come_into_the_table() throws IOException {
    archive
        .log(HOME, FRANKFURT, "2026-06-01", seen(MARA, "2026-06-01T08:00:00Z"))
        .with(
            "AWSLogs/o-1a2b3c4d5e/111122223333/CloudTrail/eu-central-1/2026/06/02/"
                + MemoryArchive.name(HOME, FRANKFURT, "2026-06-02", 7),
            seen(MARA, "2026-06-02T08:00:00Z"))
        .with(
            "2026/06/03/08/ninety-firehose-1",
            signIn().by(OMAR).at("2026-06-03T08:00:00Z").envelope());

    Replayed replayed = trial.replay(archive, ALL);

    assertEquals(Optional.of(Instant.parse("2026-06-02T08:00:00Z")), lastActivity(MARA));
    assertEquals(Optional.of(Instant.parse("2026-06-03T08:00:00Z")), lastActivity(OMAR));
    assertTrue(replayed.isComplete());
    assertEquals(3, replayed.files());
    assertEquals(3, trial.counts.tally().received());
    assertEquals(Map.of("sign-in", 3L), trial.counts.tally().observed());
  }

  @Test
  void a_second_replay_writes_nothing() throws IOException {
    archive.log(HOME, FRANKFURT, "2026-06-01", seen(MARA, "2026-06-01T08:00:00Z"));
    trial.replay(archive, ALL);
    long writes = trial.table.writes();

    trial.replay(archive, ALL);

    assertEquals(writes, trial.table.writes());
  }

  @Test
  void after_the_oldest_and_the_newest_day_those_between_cost_no_write() throws IOException {
    for (int day = 1; day <= 9; day++) {
      String date = "2026-06-0" + day;
      archive.log(HOME, FRANKFURT, date, seen(MARA, date + "T08:00:00Z"));
    }
    Replay replay =
        new Replay(
            archive,
            new Replay.Terms(ALL, Trial.NOW, Optional.empty()),
            trial.reader,
            trial.counts,
            Optional.of(trial::settling),
            1);

    replay.run(replay.size(), _ -> {});

    assertEquals(2, trial.table.writes());
  }

  @Test
  void events_outside_the_time_are_counted_and_move_nothing() throws IOException {
    archive.log(
        HOME,
        FRANKFURT,
        "2026-06-02",
        seen(MARA, "2026-06-01T23:59:59Z"),
        seen(OMAR, "2026-06-02T00:00:00Z"));

    trial.replay(archive, Trial.of("2026-06-02T00:00:00Z", "2026-06-03T00:00:00Z"));

    assertEquals(Optional.empty(), lastActivity(MARA));
    assertTrue(lastActivity(OMAR).isPresent());
    assertEquals(Map.of("outside-the-time", 1L), trial.counts.tally().ignored());
    assertEquals(2, trial.counts.tally().received());
  }

  @Test
  void only_folders_that_can_hold_such_events_are_listed() throws IOException {
    archive.log(HOME, FRANKFURT, "2026-06-01", seen(MARA, "2026-06-01T08:00:00Z"))
        .log(HOME, FRANKFURT, "2026-04-01", seen(MARA, "2026-04-01T08:00:00Z"))
        .log(HOME, "eu-west-1", "2026-06-01", seen(MARA, "2026-06-01T08:00:00Z")).log(
        "444455556666", FRANKFURT, "2026-06-01", seen(MARA, "2026-06-01T08:00:00Z"));

    trial.replay(archive, Trial.of("2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z", PLACE));

    assertEquals(1, archive.opened().size());
    assertFalse(archive.listed().stream().anyMatch(it -> it.contains("eu-west-1")));
    assertFalse(archive.listed().stream().anyMatch(it -> it.contains("2026/04")));
    assertFalse(archive.listed().contains("AWSLogs/444455556666/"));
  }

  /** Any team's rules change, and the event pattern that knows ours is not asked. */
  @Test
  void a_rule_that_somebody_changed_is_no_tampering_of_an_archive() throws IOException {
    trial.listeningSince = Optional.of(Instant.parse("2026-05-01T00:00:00Z"));
    archive.log(
        HOME,
        FRANKFURT,
        "2026-06-01",
        CloudTrailRecords.byTheUser("cloudtrail.amazonaws.com", "StopLogging")
            .at("2026-06-01T08:00:00Z")
            .bare());

    trial.replay(archive, ALL);

    assertEquals(List.of(), trial.noted);
    assertEquals(Map.of("tampering", 1L), trial.counts.tally().ignored());
  }

  @Test
  void signs_of_life_in_an_archive_are_none_of_the_stream() throws IOException {
    archive.with(
        "events.jsonl",
        """
        {"version":"0","id":"1","detail-type":"Scheduled Event","source":"aws.events",\
        "account":"111122223333","time":"2026-06-01T08:00:00Z","region":"eu-central-1",\
        "resources":["arn:aws:events:eu-central-1:111122223333:rule/ninety-heartbeat"],"detail":{}}
        """);

    trial.replay(archive, ALL);

    assertEquals(Map.of(), trial.coverage.read().sources());
    assertEquals(Map.of("heartbeat", 1L), trial.counts.tally().ignored());
  }

  @Test
  void what_changed_the_directory_before_anything_came_by_the_stream_is_not_reported()
      throws IOException {
    archive.log(
        HOME,
        FRANKFURT,
        "2026-06-02",
        directoryChange().at("2026-06-01T08:00:00Z").bare(),
        directoryChange().at("2026-06-02T08:00:00Z").bare());
    trial.listeningSince = Optional.of(Instant.parse("2026-06-02T00:00:00Z"));

    trial.replay(archive, ALL);

    assertEquals(1, trial.noted.size());
    assertEquals(Map.of("before-listening", 1L), trial.counts.tally().ignored());
  }

  @Test
  void a_dry_run_counts_the_same_and_writes_nothing() throws IOException {
    archive.log(HOME, FRANKFURT, "2026-06-01", seen(MARA, "2026-06-01T08:00:00Z"), "{\"broken\"}");

    Replayed replayed = trial.replay(archive, ALL, Optional.empty());

    assertEquals(0, trial.table.writes());
    assertEquals(Map.of("sign-in", 1L), trial.counts.tally().observed());
    assertEquals(Map.of("not-json", 1L), trial.counts.tally().rejected());
    assertEquals(1, replayed.unread().size());
  }

  @Test
  void files_that_cannot_be_read_are_named_and_the_others_count() throws IOException {
    byte[] whole =
        MemoryArchive.gzip("{\"Records\":[%s]}".formatted(seen(OMAR, "2026-06-01T08:00:00Z")));
    archive
        .log(HOME, FRANKFURT, "2026-06-01", seen(MARA, "2026-06-01T08:00:00Z"))
        .with("cut.json.gz", Arrays.copyOf(whole, whole.length / 2))
        .with("empty.json", new byte[0])
        .with("broken.json", "{\"Records\":[{\"eventVersion\":".getBytes(UTF_8));

    Replayed replayed = trial.replay(archive, ALL);

    assertEquals(
        List.of("broken.json", "cut.json.gz", "empty.json"),
        replayed.unread().stream().map(Unread::name).toList());
    assertTrue(lastActivity(MARA).isPresent());
  }

  private static final List<String> FIVE_DAYS =
      List.of("2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04", "2026-06-05");
  private static final Scope JUNE = Trial.of("2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z");

  private void fiveDays(String region) {
    FIVE_DAYS.forEach(day -> archive.log(HOME, region, day, seen(MARA, day + "T08:00:00Z")));
  }

  private static Span days(String from, String to) {
    return new Span(Instant.parse(from + "T00:00:00Z"), Instant.parse(to + "T00:00:00Z"));
  }

  @Test
  void a_day_is_read_where_the_deliveries_of_the_days_around_it_are() throws IOException {
    fiveDays(FRANKFURT);

    assertEquals(
        Map.of(PLACE, List.of(days("2026-06-02", "2026-06-05"))),
        trial.replay(archive, JUNE).whole());
  }

  @Test
  void a_day_of_which_a_file_or_a_record_could_not_be_read_is_not_read_nor_are_those_around_it()
      throws IOException {
    for (String fault :
        List.of("{\"broken\"}", signIn().byName("mara").at("2026-06-01T08:00:00Z").bare())) {
      MemoryArchive other = new MemoryArchive();
      FIVE_DAYS.forEach(day -> other.log(HOME, FRANKFURT, day, seen(MARA, day + "T08:00:00Z")));
      other.log(HOME, FRANKFURT, "2026-06-05", fault);

      assertEquals(
          Map.of(PLACE, List.of(days("2026-06-02", "2026-06-04"))),
          trial.replay(other, JUNE).whole());
    }
  }

  /** As a copy leaves it that was ended in the middle: the file itself is not there. */
  @Test
  void a_day_of_which_the_remains_of_a_download_lie_there_is_not_read() throws IOException {
    fiveDays(FRANKFURT);
    byte[] file = MemoryArchive.gzip("{\"Records\":[" + seen(MARA, "2026-06-05T08:00:00Z") + "]}");
    archive.with(
        MemoryArchive.name(HOME, FRANKFURT, "2026-06-05", 9) + ".6eF1a2B3",
        java.util.Arrays.copyOf(file, file.length / 2));

    assertEquals(
        Map.of(PLACE, List.of(days("2026-06-02", "2026-06-04"))),
        trial.replay(archive, JUNE).whole());
  }

  @Test
  void a_day_without_a_file_is_not_a_quiet_one() throws IOException {
    for (String day : List.of("2026-06-01", "2026-06-02", "2026-06-04", "2026-06-05")) {
      archive.log(HOME, FRANKFURT, day, seen(MARA, day + "T08:00:00Z"));
    }

    assertEquals(Map.of(PLACE, List.of()), trial.replay(archive, JUNE).whole());
  }

  @Test
  void a_day_of_which_only_a_part_was_wanted_or_that_is_not_over_is_not_read() throws IOException {
    fiveDays(FRANKFURT);

    assertEquals(
        Map.of(PLACE, List.of(days("2026-06-03", "2026-06-04"))),
        trial.replay(archive, Trial.of("2026-06-02T00:00:01Z", "2026-06-04T23:59:59Z")).whole());

    MemoryArchive today = new MemoryArchive();
    for (String day : List.of("2026-10-29", "2026-10-30", "2026-10-31", "2026-11-01")) {
      today.log(HOME, FRANKFURT, day, seen(MARA, "2026-10-29T08:00:00Z"));
    }
    assertEquals(
        Map.of(PLACE, List.of()),
        trial.replay(today, Trial.of("2026-10-30T00:00:00Z", "2026-11-02T00:00:00Z")).whole(),
        "the files of the 31st were delivered until a moment ago");
  }

  @Test
  void each_region_is_read_for_itself() throws IOException {
    fiveDays(FRANKFURT);
    archive.log(HOME, "eu-west-1", "2026-06-03", seen(MARA, "2026-06-03T08:00:00Z"));

    assertEquals(
        Map.of(
            PLACE,
            List.of(days("2026-06-02", "2026-06-05")),
            new Source(HOME, "eu-west-1"),
            List.of()),
        trial.replay(archive, JUNE).whole());
  }

  @Test
  void a_table_that_takes_nothing_ends_it_and_nothing_counts_as_read() {
    fiveDays(FRANKFURT);

    assertThrows(
        IllegalStateException.class,
        () ->
            trial.replay(
                archive,
                JUNE,
                Optional.of(_ -> {
                  throw new IllegalStateException("a person has to help");
                })));
  }
}
