package ninety.replay;

import static ninety.cloudtrail.CloudTrailRecords.DANA;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static ninety.cloudtrail.CloudTrailRecords.directoryChange;
import static ninety.cloudtrail.CloudTrailRecords.disabled;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.coverage.Span;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.UnreadableItem;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

final class DayCountTest {

  private static final String HOME = "111122223333";
  private static final String FRANKFURT = "eu-central-1";
  private static final Instant LISTENING = Instant.parse("2026-05-01T00:00:00Z");
  private final UnreadableItem broken = new UnreadableItem("user 7c11c05d", "status");
  private static final Scope DAY = Trial.of("2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z");

  private final Trial trial = new Trial();
  private final MemoryArchive archive = new MemoryArchive();
  private final List<String> named = Collections.synchronizedList(new ArrayList<>());
  private List<Span> gaps = List.of();
  private Dossiers dossiers = trial.table;

  private static String seen(UserId user, String at) {
    return signIn().by(user).at("2026-06-01T" + at + "Z").bare();
  }

  /** These came by the stream. */
  private void came(String... records) throws IOException {
    MemoryArchive stream = new MemoryArchive();
    stream.log(HOME, FRANKFURT, "2026-06-01", records);
    trial.replay(stream, Trial.ALL);
  }

  private DayCount.Found counted() throws IOException {
    DayCount count =
        new DayCount(
            dossiers,
            new Heard(Optional.of(LISTENING), gaps, Duration.ofHours(1)),
            (missing, _) -> named.add(missing.kind()));
    Replay replay =
        new Replay(
            archive,
            new Replay.Terms(DAY, Trial.NOW, Optional.of(LISTENING)),
            trial.reader,
            trial.counts,
            Optional.of(count::taking),
            3);
    replay.run(replay.size(), _ -> {});
    return count.found();
  }

  @Test
  void where_all_came_none_is_missed() throws IOException {
    came(seen(MARA, "08:00:00"), seen(OMAR, "09:00:00"));
    archive.log(HOME, FRANKFURT, "2026-06-01", seen(MARA, "08:00:00"), seen(OMAR, "09:00:00"));

    DayCount.Found found = counted();

    assertEquals(2, found.relevant());
    assertEquals(Map.of(), found.missed());
    assertFalse(found.lacking());
  }

  @Test
  void each_that_never_came_counts_whichever_file_it_is_in_and_nothing_is_written()
      throws IOException {
    came(seen(MARA, "08:00:00"));
    long writes = trial.table.writes();
    archive
        .log(
            HOME,
            FRANKFURT,
            "2026-06-01",
            seen(MARA, "11:00:00"),
            seen(MARA, "08:00:00"),
            seen(MARA, "09:00:00"))
        .log(HOME, FRANKFURT, "2026-06-02", seen(MARA, "10:00:00")).log(
        HOME, FRANKFURT, "2026-05-31", disabled().of(DANA).at("2026-06-01T01:00:00Z").bare());

    DayCount.Found found = counted();

    assertEquals(5, found.relevant());
    assertEquals(Map.of("sign-in", 3L, "user-disabled", 1L), found.missed());
    assertEquals(4, named.size());
    assertTrue(found.lacking());
    assertEquals(writes, trial.table.writes());
  }

  @Test
  void a_record_that_is_archived_twice_is_missed_once() throws IOException {
    String record = seen(MARA, "11:00:00");
    archive.log(HOME, FRANKFURT, "2026-06-01", record, record).log(
        HOME, FRANKFURT, "2026-06-02", record);

    assertEquals(Map.of("sign-in", 1L), counted().missed());
  }

  @Test
  void what_a_gap_hid_is_counted_apart_and_mended_all_the_same() throws IOException {
    gaps =
        List.of(
            new Span(Instant.parse("2026-06-01T10:00:00Z"), Instant.parse("2026-06-01T12:00:00Z")));
    archive.log(HOME, FRANKFURT, "2026-06-01", seen(MARA, "11:00:00"), seen(OMAR, "13:00:00"));

    DayCount.Found found = counted();

    assertEquals(Map.of("sign-in", 1L), found.missed());
    assertEquals(1, found.inGap());
    assertTrue(found.lacking());
  }

  @Test
  void records_of_other_days_are_none_of_this_one() throws IOException {
    archive.log(HOME, FRANKFURT, "2026-06-02", signIn().by(MARA).at("2026-06-02T00:00:00Z").bare());

    assertEquals(0, counted().relevant());
  }

  /** What concerns no user is not counted, and is settled with the others. */
  @Test
  void a_change_of_the_directory_has_the_day_settled() throws IOException {
    archive.log(HOME, FRANKFURT, "2026-06-01", directoryChange().at("2026-06-01T08:00:00Z").bare());

    DayCount.Found found = counted();

    assertEquals(0, found.relevant());
    assertTrue(found.lacking());
  }

  @Test
  void a_user_whose_item_cannot_be_read_is_named_and_the_others_count() throws IOException {
    archive.log(HOME, FRANKFURT, "2026-06-01", seen(MARA, "11:00:00"), seen(OMAR, "13:00:00"));
    dossiers = failing(MARA, broken);

    DayCount.Found found = counted();

    assertEquals(Map.of("sign-in", 1L), found.missed());
    assertEquals(Map.of(MARA, broken.getMessage()), found.users());
  }

  @Test
  void a_table_that_does_not_answer_ends_the_count() {
    archive.log(HOME, FRANKFURT, "2026-06-01", seen(MARA, "11:00:00"));
    dossiers = failing(MARA, new IllegalStateException("a person has to help"));

    assertThrows(IllegalStateException.class, this::counted);
  }

  private Dossiers failing(UserId user, RuntimeException failure) {
    return new Dossiers() {
      @Override
      public Optional<Dossier> read(UserId id) {
        if (id.equals(user)) {
          throw failure;
        }
        return trial.table.read(id);
      }

      @Override
      public Stored store(Dossier changed) {
        throw new AssertionError("a count writes nothing");
      }
    };
  }
}
