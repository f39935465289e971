package ninety.replay;

import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static ninety.cloudtrail.CloudTrailRecords.authenticated;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.user.Proof;
import ninety.user.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records before 2025-11-26: a sign-in states a name, and some others a name and the id. */
final class ByNameTest {

  private static final String HOME = "111122223333";
  private static final String FRANKFURT = "eu-central-1";
  private static final Scope JUNE = Trial.of("2025-06-01T00:00:00Z", "2025-07-01T00:00:00Z");

  private final Trial trial = new Trial();
  private final MemoryArchive archive = new MemoryArchive();

  @BeforeEach
  void the_table_and_the_directory_say_nothing() {
    trial.names = Optional.of(_ -> {});
  }

  private static String byName(String day) {
    return signIn().byName("mara").at(day + "T12:00:00Z").bare();
  }

  private static String byBoth(UserId user, String day) {
    return authenticated()
        .byName("mara")
        .with("/userIdentity/principalId", user.value())
        .at(day + "T08:00:00Z")
        .bare();
  }

  private Optional<Instant> lastAuthenticated(UserId user) {
    return trial
        .table
        .read(user)
        .flatMap(dossier -> dossier.user().lastAuthenticated())
        .map(Proof::time);
  }

  private void day(String day, String... records) {
    archive.log(HOME, FRANKFURT, day, records);
  }

  @Test
  void whom_the_archive_itself_names_before_and_after_is_known() throws IOException {
    day("2025-06-01", byBoth(MARA, "2025-06-01"));
    day("2025-06-02", byName("2025-06-02"));
    day("2025-06-03", byBoth(MARA, "2025-06-03"), byName("2025-06-03"));

    trial.replay(archive, JUNE);

    assertEquals(
        Optional.of(Instant.parse("2025-06-03T08:00:00Z")),
        lastAuthenticated(MARA),
        "and not at noon, which is after the last who says so");
    assertEquals(Map.of("sign-in", 3L), trial.counts.tally().observed());
    assertEquals(Map.of("user-id-unknown", 1L), trial.counts.tally().rejected());
    assertEquals(4, trial.counts.tally().received());
  }

  @Test
  void the_directory_knows_whom_it_did_not_change_since() throws IOException {
    trial.names =
        Optional.of(names ->
            names.said(
                "mara",
                MARA,
                Instant.parse("2025-06-02T00:00:00Z"),
                Instant.parse("2026-06-01T00:00:00Z")));
    day("2025-06-01", byName("2025-06-01"));
    day("2025-06-02", byName("2025-06-02"));

    trial.replay(archive, JUNE);

    assertEquals(Optional.of(Instant.parse("2025-06-02T12:00:00Z")), lastAuthenticated(MARA));
    assertEquals(Map.of("user-id-unknown", 1L), trial.counts.tally().rejected());
  }

  @Test
  void a_name_that_another_has_now_is_nobodys() throws IOException {
    trial.names =
        Optional.of(names -> names.said("mara", OMAR, Instant.parse("2026-06-01T00:00:00Z")));
    day("2025-06-01", byBoth(MARA, "2025-06-01"), byName("2025-06-01"), byBoth(MARA, "2025-06-02"));

    trial.replay(archive, JUNE);

    assertEquals(Map.of("user-id-unknown", 1L), trial.counts.tally().rejected());
    assertEquals(Optional.empty(), lastAuthenticated(OMAR));
  }

  @Test
  void a_day_is_wholly_read_where_all_names_are_known_and_not_where_one_is_not()
      throws IOException {
    for (int i = 1; i <= 5; i++) {
      day("2025-06-0" + i, byBoth(MARA, "2025-06-0" + i));
    }
    day("2025-06-03", byName("2025-06-03"));
    assertEquals(
        Map.of(
            new Source(HOME, FRANKFURT),
            List.of(
                new Span(
                    Instant.parse("2025-06-02T00:00:00Z"), Instant.parse("2025-06-05T00:00:00Z")))),
        trial.replay(archive, JUNE).whole());

    day("2025-06-05", byName("2025-06-05"));
    Replayed replayed = trial.replay(archive, JUNE);
    assertEquals(
        List.of(
            new Span(Instant.parse("2025-06-02T00:00:00Z"), Instant.parse("2025-06-04T00:00:00Z"))),
        replayed.whole().get(new Source(HOME, FRANKFURT)));
    assertTrue(replayed.isComplete(), "an old record is no fault of its file's");
  }

  @Test
  void nobody_is_asked_where_every_record_names_its_user() throws IOException {
    trial.names =
        Optional.of(_ -> {
          throw new AssertionError("asked");
        });
    day("2025-06-01", byBoth(MARA, "2025-06-01"));

    trial.replay(archive, JUNE);

    assertTrue(lastAuthenticated(MARA).isPresent());
  }
}
