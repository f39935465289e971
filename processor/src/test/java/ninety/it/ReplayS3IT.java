package ninety.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ninety.archive.S3Server;
import ninety.archive.S3Way;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.digest.DigestTrail;
import ninety.user.UserId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The real command on a real table and an S3 server: a trail of another Region, with its digests
 * and their signatures, on a way that redirects, throttles and gives small pages.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReplayS3IT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Source HOME = new Source("111122223333", "eu-central-1");
  private final Instant today =
      LocalDate.ofInstant(Instant.now(), UTC).atStartOfDay(UTC).toInstant();
  private static final int LOGS = 96;

  private final S3Server s3 = new S3Server();
  private final DigestTrail trail = new DigestTrail("111122223333", "eu-central-1", "main", ago(8));

  private Instant ago(int days) {
    return today.minus(Duration.ofDays(days));
  }

  private static UserId user(int number) {
    return new UserId("00000000-0000-0000-0000-%012d".formatted(number));
  }

  /** Six days and a digest each hour; in the first four a user signs in each hour. */
  @BeforeAll
  void deliver() {
    for (int hour = 0; hour < 6 * 24; hour++) {
      Instant begin = ago(8).plus(Duration.ofHours(hour));
      if (hour < LOGS) {
        trail.log(
            begin.plus(Duration.ofMinutes(20)),
            signIn().by(user(hour)).at(begin.plus(Duration.ofMinutes(10))).bare());
      }
      trail.digest(begin.plus(Duration.ofHours(1)));
    }
    trail
        .objects()
        .forEach((key, content) ->
            s3.put(
                key,
                content,
                Optional.ofNullable(trail.signatures().get(key))
                    .map(it -> Map.of("signature", it, "signature-algorithm", "SHA256withRSA"))
                    .orElse(Map.of())));
  }

  @AfterAll
  void stop() {
    s3.close();
  }

  /** Of a Region that was silent from 6 to 4 days ago. */
  private Place silent() {
    Place place = Place.withoutStream();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    place
        .coverage()
        .heard(
            HOME,
            new Listening(
                List.of(
                    new Span(Instant.parse("2020-01-01T00:00:00Z"), ago(6)),
                    new Span(ago(4), now))));
    place.coverage().shards(Map.of("shardId-000000000000", new Progress(ago(6), false)));
    place.coverage().progressed("shardId-000000000000", new Progress(now, false));
    place.coverage().expecting(new Expecting(Set.of(HOME), ago(6), Optional.empty()));
    return place;
  }

  private Map<String, String> environment(Place place, S3Way way) {
    Map<String, String> environment = new TreeMap<>(place.task());
    environment.put("NINETY_HEARTBEAT_FROM", HOME.text());
    environment.put("AWS_ENDPOINT_URL_S3", way.url());
    return environment;
  }

  private NinetyProcess replay(Map<String, String> environment) throws IOException {
    return NinetyProcess.run(
        environment,
        "replay",
        "--from",
        "s3://trail",
        "--since",
        ago(8).toString(),
        "--until",
        ago(3).toString(),
        "--verify-digests",
        "--output",
        "json");
  }

  /** As CloudTrail answers {@code ListPublicKeys} (API reference). */
  private static HttpServer keys() throws IOException {
    HttpServer keys =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    keys.createContext(
        "/",
        exchange -> {
          byte[] body = DigestTrail.publicKeys().getBytes(UTF_8);
          boolean asked =
              String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                      .endsWith(".ListPublicKeys")
                  && String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                      .contains("/eu-central-1/cloudtrail/");
          exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
          exchange.sendResponseHeaders(asked ? 200 : 400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    keys.start();
    return keys;
  }

  private static JsonNode json(NinetyProcess process) throws IOException {
    return JSON.readTree(process.out());
  }

  @Test
  void what_digests_prove_counts_without_anybodys_word_and_what_is_cut_off_does_not()
      throws IOException {
    Place place = silent();
    HttpServer keys = keys();
    try (S3Way way = new S3Way(s3)) {
      Map<String, String> environment = environment(place, way);
      environment.put(
          "AWS_ENDPOINT_URL_CLOUDTRAIL", "http://127.0.0.1:" + keys.getAddress().getPort());
      String cut = "%016d".formatted(120); // Of the 61st hour.
      way.halve(Optional.of(cut));

      NinetyProcess first = replay(environment);

      assertEquals(1, first.exitCode(), first.err());
      assertTrue(first.err().contains(cut), first.err());
      JsonNode read = json(first);
      assertEquals(1, read.path("unread").size(), first.out());
      assertEquals(2, read.path("verified").size(), first.out());
      assertEquals(LOGS - 1, place.users().count());
      assertEquals(1, gaps(environment).path("gaps").size());

      way.halve(Optional.empty());
      NinetyProcess second = replay(environment);

      assertEquals(0, second.exitCode(), second.err());
      assertEquals(
          ago(8).plus(Duration.ofHours(1)).toString(),
          json(second).at("/verified/0/from").asText());
      assertEquals(ago(3).toString(), json(second).at("/verified/0/to").asText());
      JsonNode coverage = gaps(environment);
      assertEquals(0, coverage.path("gaps").size(), coverage.toString());
      assertEquals(1, coverage.path("readVerified").size());
      assertEquals(0, coverage.path("readStated").size());
      assertEquals(LOGS, place.users().count());
      assertTrue(way.redirected() > 0, "a bucket of another Region was asked there");
      assertTrue(way.throttled() > 20);
      assertTrue(way.pages() > 40);
    } finally {
      keys.stop(0);
    }
  }

  private static JsonNode gaps(Map<String, String> environment) throws IOException {
    NinetyProcess coverage = NinetyProcess.run(environment, "coverage", "--output", "json");
    assertEquals(0, coverage.exitCode(), coverage.err());
    return json(coverage);
  }

  @Test
  void a_replay_that_is_killed_in_the_middle_is_begun_again_and_ends_in_the_same_table()
      throws Exception {
    Place place = silent();
    try (S3Way way = new S3Way(s3)) {
      way.give(40);
      Map<String, String> environment = environment(place, way);
      try (NinetyProcess killed =
          NinetyProcess.start(
              environment, "replay", "--from", "s3://trail", "--since", ago(8).toString())) {
        way.awaitMore();
        killed.kill();
      }
    }
    assertTrue(place.users().count() < LOGS);
    try (S3Way way = new S3Way(s3)) {

      NinetyProcess again =
          NinetyProcess.run(
              environment(place, way),
              "replay",
              "--from",
              "s3://trail",
              "--since",
              ago(8).toString(),
              "--output",
              "json");

      assertEquals(0, again.exitCode(), again.err());
      assertEquals(LOGS, place.users().count());
      assertTrue(json(again).path("usersWritten").asInt() <= LOGS, again.out());
    }
  }
}
