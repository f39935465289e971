package ninety.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import ninety.archive.S3StandIn;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.user.Proof;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command on a real table: a folder, and a bucket by S3's own answers. */
final class ReplayIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Source HOME = new Source("111122223333", "eu-central-1");

  private final LocalDate today = LocalDate.ofInstant(Instant.now(), UTC);

  @TempDir private Path folder;

  /** Of a Region that was silent from 20 to 10 days ago. */
  private Place silent() {
    Place place = Place.withoutStream();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    place
        .coverage()
        .heard(
            HOME,
            new Listening(
                List.of(
                    new Span(Instant.parse("2020-01-01T00:00:00Z"), begin(20)),
                    new Span(begin(10), now))));
    place.coverage().shards(Map.of("shardId-000000000000", new Progress(begin(20), false)));
    place.coverage().progressed("shardId-000000000000", new Progress(now, false));
    place.coverage().expecting(new Expecting(Set.of(HOME), begin(20), Optional.empty()));
    return place;
  }

  private Instant begin(int daysAgo) {
    return today.minusDays(daysAgo).atStartOfDay(UTC).toInstant();
  }

  private static Map<String, String> environment(Place place) {
    Map<String, String> environment = new TreeMap<>(place.task());
    environment.put("NINETY_HEARTBEAT_FROM", HOME.text());
    return environment;
  }

  private String key(int daysAgo, int number) {
    LocalDate day = today.minusDays(daysAgo);
    return "AWSLogs/111122223333/CloudTrail/eu-central-1/%s/111122223333_CloudTrail_eu-central-1_%sT0815Z_%016d.json.gz"
        .formatted(day.toString().replace('-', '/'), day.toString().replace("-", ""), number);
  }

  private byte[] log(int daysAgo, UserId user) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      String record = signIn().by(user).at(begin(daysAgo).plusSeconds(3_600)).bare();
      gzip.write("{\"Records\":[%s]}".formatted(record).getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private void file(String key, byte[] content) throws IOException {
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static JsonNode gaps(Map<String, String> environment) throws IOException {
    NinetyProcess coverage = NinetyProcess.run(environment, "coverage", "--output", "json");
    assertEquals(0, coverage.exitCode(), coverage.err());
    return JSON.readTree(coverage.out()).path("gaps");
  }

  private static Optional<Instant> lastActivity(Place place, UserId user) {
    return place.dossiers().read(user).flatMap(it -> it.user().lastActivity()).map(Proof::time);
  }

  @Test
  void a_gap_is_mended_by_the_days_that_were_read_once_somebody_states_that_all_is_there()
      throws IOException {
    Place place = silent();
    Map<String, String> environment = environment(place);
    for (int day = 23; day >= 7; day--) {
      file(key(day, day), log(day, MARA));
    }
    String[] replay = {"replay", "--from", folder.toString(), "--since", begin(30).toString()};

    NinetyProcess first = NinetyProcess.run(environment, replay);
    assertEquals(0, first.exitCode(), first.err());
    assertTrue(first.out().contains("nobody states that the archive is --complete"), first.out());
    assertEquals(Optional.of(begin(7).plusSeconds(3_600)), lastActivity(place, MARA));
    assertEquals(1, gaps(environment).size());

    file(key(15, 99), "{\"Records\":[".getBytes(UTF_8));
    NinetyProcess broken =
        NinetyProcess.run(environment, "replay", "--from", folder.toString(), "--complete");
    assertEquals(1, broken.exitCode());
    assertTrue(broken.err().contains("%016d".formatted(99)), broken.err());
    JsonNode left = gaps(environment);
    assertEquals(1, left.size(), left.toString());
    assertEquals(begin(16).toString(), left.at("/0/from").asText());
    assertEquals(begin(13).toString(), left.at("/0/to").asText());

    file(key(15, 99), log(15, MARA));
    NinetyProcess whole =
        NinetyProcess.run(
            environment, "replay", "--from", folder.toString(), "--complete", "--output", "json");
    assertEquals(0, whole.exitCode(), whole.err());
    assertEquals(0, JSON.readTree(whole.out()).path("usersWritten").asInt());
    assertEquals(0, gaps(environment).size());
  }

  @Test
  void a_bucket_is_read_and_what_it_does_not_give_is_named() throws IOException {
    Place place = silent();
    try (S3StandIn bucket = new S3StandIn()) {
      bucket.put("logs/" + key(9, 1), log(9, MARA));
      bucket.put("logs/" + key(8, 2).replace(".json.gz", "cut.gz"), log(8, MARA));
      Map<String, String> environment = environment(place);
      environment.put("AWS_ENDPOINT_URL_S3", bucket.url());

      NinetyProcess replay = NinetyProcess.run(environment, "replay", "--from", "s3://trail/logs");

      assertEquals(1, replay.exitCode(), replay.err());
      assertEquals(Optional.of(begin(9).plusSeconds(3_600)), lastActivity(place, MARA));
      assertTrue(replay.err().contains("cut.gz"), replay.err());
    }
  }

  @Test
  void an_archive_of_which_nothing_fits_is_no_success() throws IOException {
    NinetyProcess replay =
        NinetyProcess.run(environment(silent()), "replay", "--from", folder.toString());

    assertEquals(1, replay.exitCode(), replay.err());
    assertTrue(replay.err().contains("Nothing was read"), replay.err());
  }

  @Test
  void a_replay_that_is_killed_is_begun_again_and_ends_in_the_same_table() throws Exception {
    Place place = silent();
    Map<String, String> environment = environment(place);
    for (int user = 0; user < 2_000; user++) {
      file(key(9, user), log(9, new UserId("00000000-0000-0000-0000-%012d".formatted(user))));
    }
    try (NinetyProcess killed =
        NinetyProcess.start(environment, "replay", "--from", folder.toString())) {
      while (killed.alive() && place.users().findAny().isEmpty()) {
        Thread.onSpinWait();
      }
      killed.kill();
    }
    long before = place.users().count();

    NinetyProcess again =
        NinetyProcess.run(environment, "replay", "--from", folder.toString(), "--output", "json");

    assertEquals(0, again.exitCode(), again.err());
    assertEquals(2_000, place.users().count());
    // A write that was on its way when the process was killed may have come after the count.
    assertTrue(
        JSON.readTree(again.out()).path("usersWritten").asLong() <= 2_000 - before, again.out());
  }

  /** Of a Region that was heard all the time, with a consumer that is at the tip. */
  private Place heard() {
    Place place = Place.withoutStream();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
    place.coverage().heard(HOME, new Listening(List.of(new Span(longAgo, now))));
    place.coverage().begun(begin(30));
    place.coverage().shards(Map.of("shardId-000000000000", new Progress(begin(20), false)));
    place.coverage().progressed("shardId-000000000000", new Progress(now, false));
    place.coverage().expecting(new Expecting(Set.of(HOME), begin(20), Optional.empty()));
    return place;
  }

  @Test
  void a_day_is_counted_once_mended_and_kept_for_the_evidence() throws IOException {
    Place place = heard();
    Map<String, String> environment = environment(place);
    environment.put("NINETY_METRICS", "emf");
    file(key(3, 1), log(3, MARA));
    String day = today.minusDays(3).toString();
    String[] count = {"replay", "--from", folder.toString(), "--day", day};

    NinetyProcess first = NinetyProcess.run(environment, count);
    assertEquals(0, first.exitCode(), first.err());
    assertTrue(first.out().contains("at least 1 never came by the stream"), first.out());
    assertTrue(first.out().contains("\"EventsMissed\":1"), first.out());
    assertTrue(first.err().contains("Never came by the stream: event "), first.err());
    assertEquals(Optional.of(begin(3).plusSeconds(3_600)), lastActivity(place, MARA));

    NinetyProcess again = NinetyProcess.run(environment, count);
    assertEquals(0, again.exitCode(), again.err());
    assertTrue(again.out().contains("\"EventsMissed\":0"), again.out());
    NinetyProcess coverage = NinetyProcess.run(environment, "coverage", "--output", "json");
    JsonNode kept = JSON.readTree(coverage.out()).path("missed");
    assertEquals(1, kept.size(), coverage.out());
    assertEquals(day, kept.at("/0/day").asText());
    assertEquals(1, kept.at("/0/missedAtLeast").asInt());
  }

  @Test
  void while_the_consumer_is_behind_nothing_is_counted() throws IOException {
    Place place = heard();
    place.coverage().shards(Map.of("shardId-000000000001", new Progress(begin(3), false)));
    file(key(2, 1), log(2, MARA));

    NinetyProcess behind =
        NinetyProcess.run(
            environment(place),
            "replay",
            "--from",
            folder.toString(),
            "--day",
            today.minusDays(2).toString());

    assertEquals(1, behind.exitCode());
    assertTrue(behind.err().contains("Nothing was counted"), behind.err());
    assertEquals(Optional.empty(), lastActivity(place, MARA));
  }
}
