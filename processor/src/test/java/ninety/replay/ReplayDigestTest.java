package ninety.replay;

import static java.util.Objects.requireNonNull;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.Seeds;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.digest.DigestTrail;
import ninety.digest.KeyFile;
import ninety.digest.SigningKeys;
import ninety.user.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 7: what CloudTrail's digests prove of an archive, and what is taken of the rest. */
final class ReplayDigestTest {

  private static final String HOME = "111122223333";
  private static final String FRANKFURT = "eu-central-1";
  private static final Source PLACE = new Source(HOME, FRANKFURT);
  private static final Instant BEGIN = Instant.parse("2026-06-01T00:01:31Z");
  private static final int HOURS = 96;

  /** The digest that begins a chain proves nothing of its own hour. */
  private static final Instant FIRST = hour(1);

  private static final Scope SCOPE = Trial.of("2026-06-01T00:00:00Z", "2026-06-05T00:00:00Z");

  /** The last 24 hours could still be added to by what is delivered late. */
  private static final Span PROVEN = new Span(FIRST, hour(HOURS - 24));

  private final Trial trial = new Trial();
  private final DigestTrail trail = new DigestTrail(HOME, FRANKFURT, "main", BEGIN);
  private String maras = "";
  private String omars = "";

  private static Instant hour(int number) {
    return BEGIN.plus(Duration.ofHours(number));
  }

  private static String seen(UserId user, Instant at) {
    return signIn().by(user).at(at.toString()).bare();
  }

  /** Four days, all but two hours of them quiet. */
  @BeforeEach
  void deliver() {
    for (int i = 0; i < HOURS; i++) {
      Instant delivered = hour(i).plus(Duration.ofMinutes(15));
      if (i == 30) {
        maras = trail.log(delivered, seen(MARA, hour(30)));
      } else if (i == 50) {
        omars = trail.log(delivered, seen(OMAR, hour(50)));
      }
      trail.digest(hour(i + 1));
    }
  }

  private Replayed proven(MemoryArchive archive) throws IOException {
    return trial.proven(archive, SCOPE, DigestTrail.keyFile());
  }

  private Optional<Instant> lastActivity(UserId user) {
    return trial
        .table
        .read(user)
        .flatMap(dossier -> dossier.user().lastActivity())
        .map(ninety.user.Proof::time);
  }

  private static Map<Source, List<Span>> of(Span... spans) {
    return Map.of(PLACE, List.of(spans));
  }

  private static Unread unread(String name, String why) {
    return new Unread(name, why);
  }

  private String digest(int end) {
    return trail.objects().keySet().stream()
        .filter(key -> key.contains("-Digest"))
        .skip(end - 1)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_unbroken_chain_proves_its_hours_quiet_ones_too() throws IOException {
    Replayed replayed = proven(MemoryArchive.bucket(trail));

    assertEquals(List.of(), replayed.unread());
    assertEquals(of(PROVEN), replayed.verified());
    assertEquals(Optional.of(hour(30)), lastActivity(MARA));
    assertEquals(Optional.of(hour(50)), lastActivity(OMAR));
    assertEquals(Map.of("sign-in", 2L), trial.counts.tally().observed());
  }

  @Test
  void without_digests_nothing_is_verified_and_all_is_taken() throws IOException {
    Replayed replayed = trial.replay(MemoryArchive.bucket(trail), SCOPE);

    assertEquals(Map.of(), replayed.verified());
    assertEquals(2, replayed.files());
    assertTrue(replayed.isComplete());
  }

  @Test
  void in_a_copy_on_a_disk_the_newest_digest_has_no_signature() throws IOException {
    trail.log(hour(HOURS).minus(Duration.ofMinutes(5)), seen(MARA, hour(95)));
    trail.digest(hour(HOURS + 1));

    Replayed replayed = proven(MemoryArchive.copy(trail));

    assertEquals(List.of(), replayed.unread());
    assertEquals(of(PROVEN), replayed.verified());
    assertEquals(1, replayed.left());
    assertEquals(Optional.of(hour(30)), lastActivity(MARA));
  }

  @Test
  void of_a_log_file_that_was_changed_nothing_is_taken() throws IOException {
    MemoryArchive archive =
        MemoryArchive.bucket(trail).with(maras, seen(MARA, hour(30)), seen(OMAR, hour(31)));

    Replayed replayed = proven(archive);

    assertEquals(
        List.of(
            unread(
                maras,
                "Its hash is not the one in the digest: it was changed. Nothing of it was taken")),
        replayed.unread());
    assertEquals(
        of(new Span(FIRST, hour(6)), new Span(hour(31), PROVEN.to())), replayed.verified());
    assertEquals(Optional.empty(), lastActivity(MARA));
    assertEquals(Map.of("sign-in", 1L), trial.counts.tally().observed());
  }

  @Test
  void a_log_file_that_is_missing_is_named() throws IOException {
    Replayed replayed = proven(MemoryArchive.bucket(trail).without(maras));

    assertEquals(
        List.of(unread(maras, "It is missing: the digest of %s names it".formatted(hour(31)))),
        replayed.unread());
    assertEquals(
        of(new Span(FIRST, hour(6)), new Span(hour(31), PROVEN.to())), replayed.verified());
  }

  /** What digests show to be missing, nobody's word makes whole: {@code --complete} beside them. */
  @Test
  void a_day_of_which_a_log_file_is_missing_is_not_whole_whatever_others_it_has()
      throws IOException {
    for (int day = 0; day < 4; day++) {
      trail.log(hour(HOURS).minus(Duration.ofHours(96 - 24 * day - 5)), seen(OMAR, hour(24 * day)));
    }
    trail.digest(hour(HOURS + 1));
    Scope scope = Trial.of("2026-06-01T00:00:00Z", "2026-06-06T00:00:00Z");

    assertEquals(
        of(span("2026-06-02T00:00:00Z", "2026-06-04T00:00:00Z")),
        trial.proven(MemoryArchive.bucket(trail), scope, DigestTrail.keyFile()).whole());
    assertEquals(
        of(),
        new Trial()
            .proven(MemoryArchive.bucket(trail).without(maras), scope, DigestTrail.keyFile())
            .whole());
  }

  private static Span span(String from, String to) {
    return new Span(Instant.parse(from), Instant.parse(to));
  }

  @Test
  void a_log_file_that_no_digest_names_is_not_taken() throws IOException {
    String planted = trail.unnamedLog(hour(40).plusSeconds(29), seen(MARA, hour(40)));

    Replayed replayed = proven(MemoryArchive.bucket(trail));

    assertEquals(
        List.of(unread(planted, "No digest names it, so nothing of it was taken")),
        replayed.unread());
    assertEquals(Optional.of(hour(30)), lastActivity(MARA));
    Instant minute = Instant.parse("2026-06-02T16:02:00Z");
    assertEquals(
        of(
            new Span(FIRST, minute.minus(Duration.ofHours(25))),
            new Span(minute.plus(Duration.ofHours(1)), PROVEN.to())),
        replayed.verified());
  }

  @Test
  void a_log_file_that_the_next_digest_will_name_is_left_and_is_no_fault() throws IOException {
    trail.unnamedLog(hour(HOURS).plus(Duration.ofMinutes(20)), seen(MARA, hour(HOURS)));

    Replayed replayed = proven(MemoryArchive.bucket(trail));

    assertEquals(List.of(), replayed.unread());
    assertEquals(1, replayed.left());
    assertEquals(of(PROVEN), replayed.verified());
    assertEquals(Optional.of(hour(30)), lastActivity(MARA));
  }

  @Test
  void where_digests_end_long_before_the_log_files_that_is_said() throws IOException {
    MemoryArchive archive = MemoryArchive.bucket(trail);
    for (int i = 41; i <= HOURS; i++) {
      archive.without(digest(i));
    }

    Replayed replayed = proven(archive);

    assertEquals(
        List.of(
            unread(
                PLACE.place(),
                "The digests end at %s: 1 log files are later than that by more than 6 h"
                    .formatted(hour(40)))),
        replayed.unread());
    assertEquals(of(new Span(FIRST, hour(16))), replayed.verified());
    assertEquals(1, replayed.left());
    assertEquals(Optional.empty(), lastActivity(OMAR));
  }

  @Test
  void a_digest_that_is_missing_is_named_and_leaves_a_hole() throws IOException {
    Replayed replayed = proven(MemoryArchive.bucket(trail).without(digest(41)));

    assertEquals(
        List.of(unread(digest(42), "The digest before it is missing: s3://trail/" + digest(41))),
        replayed.unread());
    assertEquals(
        of(new Span(FIRST, hour(16)), new Span(hour(41), PROVEN.to())), replayed.verified());
  }

  @Test
  void a_digest_that_was_changed_proves_nothing_and_what_it_names_is_not_taken()
      throws IOException {
    byte[] forged =
        DigestTrail.gzip(
            unzipped(digest(31)).replace("\"newestEventTime\":null", "\"newestEventTime\":\"\""));

    Replayed replayed = proven(MemoryArchive.bucket(trail).with(digest(31), forged));

    assertEquals(
        List.of(
            unread(
                digest(31),
                "Its signature is wrong: it is not as CloudTrail wrote it. None of the log files"
                    + " that it names was taken (1)")),
        replayed.unread());
    assertEquals(
        of(new Span(FIRST, hour(6)), new Span(hour(31), PROVEN.to())), replayed.verified());
    assertEquals(Optional.empty(), lastActivity(MARA));
    assertEquals(1, replayed.left());
  }

  private String unzipped(String key) throws IOException {
    try (var in =
        new java.util.zip.GZIPInputStream(
            new java.io.ByteArrayInputStream(trail.objects().get(key)))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_digest_that_cannot_be_read_proves_nothing() throws IOException {
    Replayed replayed =
        proven(MemoryArchive.bucket(trail).with(digest(41), DigestTrail.gzip("{}")));

    assertEquals(
        List.of(
            unread(digest(41), "It is no digest file: it has no digestSignatureAlgorithm"),
            unread(digest(42), "The digest before it is missing: s3://trail/" + digest(41))),
        replayed.unread());
    assertEquals(
        of(new Span(FIRST, hour(16)), new Span(hour(41), PROVEN.to())), replayed.verified());
  }

  @Test
  void digests_of_another_bucket_prove_nothing() throws IOException {
    Replayed replayed = proven(MemoryArchive.bucket(trail).at("other", ""));

    assertEquals(HOURS, replayed.unread().size());
    assertEquals(
        unread(digest(1), "CloudTrail did not put it there but at s3://trail/" + digest(1)),
        replayed.unread().getFirst());
    assertEquals(of(), replayed.verified());
    assertEquals(2, replayed.left());
  }

  @Test
  void digests_that_lay_below_another_prefix_prove_nothing() throws IOException {
    Replayed replayed = proven(MemoryArchive.bucket(trail).at(DigestTrail.BUCKET, "old/"));

    assertEquals(HOURS, replayed.unread().size());
    assertEquals(of(), replayed.verified());
  }

  @Test
  void digests_of_a_key_that_is_none_of_cloudtrails_prove_nothing() throws IOException {
    SigningKeys none = new KeyFile(Map.of());

    Replayed replayed = trial.proven(MemoryArchive.bucket(trail), SCOPE, none);

    assertEquals(HOURS, replayed.unread().size());
    assertTrue(
        replayed.unread().getFirst().why().contains("is none of CloudTrail's in eu-central-1"),
        replayed.unread().getFirst().why());
    assertEquals(of(), replayed.verified());
  }

  @Test
  void an_archive_without_digests_proves_nothing() throws IOException {
    MemoryArchive archive = MemoryArchive.bucket(trail);
    for (int i = 1; i <= HOURS; i++) {
      archive.without(digest(i));
    }

    Replayed replayed = proven(archive);

    assertEquals(
        List.of(unread(PLACE.place(), "There are no digests: nothing is proven of it")),
        replayed.unread());
    assertEquals(of(), replayed.verified());
    assertEquals(Optional.empty(), lastActivity(MARA));
  }

  @Test
  void files_that_lie_in_no_accounts_folder_are_not_taken() throws IOException {
    MemoryArchive archive = MemoryArchive.bucket(trail).with("records.json", seen(MARA, hour(60)));

    Replayed replayed = proven(archive);

    assertEquals(
        List.of(unread("records.json", "No digest names it, so nothing of it was taken")),
        replayed.unread());
    assertEquals(Optional.of(hour(30)), lastActivity(MARA));
  }

  @Test
  void where_validation_was_off_the_chain_begins_anew() throws IOException {
    trail.off(hour(HOURS + 10));
    for (int i = 10; i < 60; i++) {
      trail.digest(hour(HOURS + i + 1));
    }

    Replayed replayed =
        trial.proven(
            MemoryArchive.bucket(trail),
            Trial.of("2026-06-01T00:00:00Z", "2026-06-10T00:00:00Z"),
            DigestTrail.keyFile());

    assertEquals(1, replayed.unread().size());
    assertTrue(
        replayed.unread().getFirst().why().startsWith("The chain of digests begins anew with it"));
    assertEquals(of(PROVEN, new Span(hour(HOURS + 11), hour(HOURS + 36))), replayed.verified());
  }

  /**
   * Who stops a trail and starts it again leaves a digest that begins a chain (CloudTrail user
   * guide, "Starting digest file"), and its hour may have been logged in part only.
   */
  @Test
  void where_a_trail_was_stopped_within_an_hour_that_hour_is_not_proven() throws IOException {
    trail.off(hour(HOURS));
    for (int i = HOURS; i < HOURS + 60; i++) {
      trail.digest(hour(i + 1));
    }

    Replayed replayed =
        trial.proven(
            MemoryArchive.bucket(trail),
            Trial.of("2026-06-01T00:00:00Z", "2026-06-10T00:00:00Z"),
            DigestTrail.keyFile());

    assertEquals(1, replayed.unread().size());
    assertEquals(of(PROVEN, new Span(hour(HOURS + 1), hour(HOURS + 36))), replayed.verified());
  }

  @Test
  void of_two_trails_both_must_prove_it() throws IOException {
    DigestTrail other = new DigestTrail(HOME, FRANKFURT, "other", hour(24));
    for (int i = 24; i < HOURS; i++) {
      other.digest(hour(i + 1));
    }

    Replayed replayed = proven(MemoryArchive.bucket(trail, other));

    assertEquals(List.of(), replayed.unread());
    assertEquals(of(new Span(hour(25), PROVEN.to())), replayed.verified());
  }

  @Test
  void a_backfill_digest_names_what_came_too_late_for_the_one_of_that_hour() throws IOException {
    String late = trail.log(hour(40).plusSeconds(29), seen(MARA, hour(40)));
    trail.backfill(hour(40), hour(41));

    Replayed replayed = proven(MemoryArchive.bucket(trail));
    assertEquals(List.of(), replayed.unread());
    assertEquals(of(PROVEN), replayed.verified());
    assertEquals(Optional.of(hour(40)), lastActivity(MARA));

    replayed = proven(MemoryArchive.bucket(trail).without(late));
    assertEquals(1, replayed.unread().size());
    assertEquals(
        of(new Span(FIRST, hour(16)), new Span(hour(41), PROVEN.to())), replayed.verified());
  }

  @Test
  void each_region_is_proven_by_its_own_digests_one_without_log_files_too() throws IOException {
    DigestTrail quiet = new DigestTrail(HOME, "eu-west-1", "main", BEGIN);
    for (int i = 0; i < HOURS; i++) {
      quiet.digest(hour(i + 1));
    }
    MemoryArchive archive = MemoryArchive.bucket(trail, quiet).without(maras);

    Replayed replayed = proven(archive);

    assertEquals(List.of(PROVEN), replayed.verified().get(new Source(HOME, "eu-west-1")));
    assertEquals(2, requireNonNull(replayed.verified().get(PLACE)).size());
    assertFalse(replayed.isComplete());
  }

  @Test
  void whatever_one_file_is_lacking_or_changed_is_named_and_its_hour_is_not_proven() {
    Seeds.each(
        60,
        random -> {
          MemoryArchive archive = MemoryArchive.bucket(trail);
          List<String> keys = List.copyOf(trail.objects().keySet());
          String key = keys.get(random.nextInt(keys.size()));
          if (random.nextBoolean()) {
            archive.without(key);
          } else {
            byte[] content = requireNonNull(trail.objects().get(key)).clone();
            // Not in the header, of which gzip itself does not check all.
            content[12 + random.nextInt(content.length - 12)] ^= (byte) (1 + random.nextInt(255));
            archive.with(key, content);
          }

          Replayed replayed = new Trial().proven(archive, SCOPE, DigestTrail.keyFile());

          assertTrue(key.equals(digest(HOURS)) || !replayed.isComplete(), key);
          List<Span> verified = requireNonNull(replayed.verified().get(PLACE));
          Instant end = key.equals(maras) ? hour(31) : key.equals(omars) ? hour(51) : endOf(key);
          assertTrue(
              verified.stream()
                  .noneMatch(span ->
                      span.touches(
                          new Span(
                              end.minus(Duration.ofHours(24)).plusSeconds(1),
                              end.minusSeconds(1)))),
              key + ": " + verified);
        });
  }

  private static Instant endOf(String key) {
    return ninety.digest.DigestName.of(new ninety.cloudtrail.LogFile(key, 0)).orElseThrow().end();
  }

  @Test
  void of_one_place_only_that_ones_digests_are_read() throws IOException {
    MemoryArchive archive = MemoryArchive.bucket(trail);

    trial.proven(
        archive,
        Trial.of("2026-06-02T00:00:00Z", "2026-06-03T00:00:00Z", new Source(HOME, "us-east-1")),
        DigestTrail.keyFile());

    assertEquals(0, archive.opened().size());
  }
}
