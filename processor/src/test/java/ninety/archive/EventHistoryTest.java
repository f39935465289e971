package ninety.archive;

import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static ninety.cloudtrail.CloudTrailRecords.created;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.cloudtrail.Decoded;
import ninety.cloudtrail.HistoryPart;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.RecordStream;
import ninety.cloudtrail.Watched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailAsyncClient;

/** With CloudTrail's own answers (API reference, {@code LookupEvents}). */
final class EventHistoryTest {

  private static final String HOME = "111122223333";
  private static final String FRANKFURT = "eu-central-1";
  private static final Instant NOW = Instant.parse("2026-06-02T00:00:00Z");
  private static final HistoryPart DAY =
      new HistoryPart(
          HOME,
          FRANKFURT,
          Instant.parse("2026-06-01T00:00:00Z"),
          Instant.parse("2026-06-02T00:00:00Z"));

  /** Threads of its own would take each client two seconds to end. */
  private static final SdkEventLoopGroup THREADS = SdkEventLoopGroup.builder().build();

  private final HistoryStandIn cloudTrail = new HistoryStandIn();
  private final CloudTrailAsyncClient client =
      CloudTrailAsyncClient.builder()
          .endpointOverride(URI.create(cloudTrail.url()))
          .region(Region.EU_CENTRAL_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
          .overrideConfiguration(HistoryCalls.ONE_ATTEMPT)
          .httpClientBuilder(NettyNioAsyncHttpClient.builder().eventLoopGroup(THREADS))
          .build();
  private final List<Duration> pauses = new ArrayList<>();
  private Duration elapsed = Duration.ZERO;
  private final HistoryCalls calls =
      new HistoryCalls(
          _ -> client,
          () -> elapsed,
          pause -> {
            pauses.add(pause);
            elapsed = elapsed.plus(pause);
          },
          _ -> {});

  @AfterEach
  void stop() {
    client.close();
    cloudTrail.close();
  }

  private List<Decoded> read(String... names) throws IOException {
    EventHistory history = new EventHistory(calls, new TreeSet<>(List.of(names)), List.of(DAY));
    List<Decoded> read = new ArrayList<>();
    try (InputStream in = history.open(DAY.file())) {
      RecordStream.read(
          in, new RecordReader(Watched.files()), NOW, reading -> read.add(reading.decoded()));
    }
    return read;
  }

  private static List<String> times(List<Decoded> read) {
    return read.stream()
        .map(it -> ((Decoded.Observed) it).fact().proof().time().toString())
        .toList();
  }

  private static CloudTrailRecords at(String time) {
    return signIn().by(MARA).at("2026-06-01T%sZ".formatted(time));
  }

  @Test
  void every_name_is_asked_to_its_end_page_by_page_and_the_newest_comes_first() throws IOException {
    cloudTrail
        .pagesOf(2)
        .with(FRANKFURT, at("08:00:00"))
        .with(FRANKFURT, at("09:00:00"))
        .with(FRANKFURT, at("10:00:00"))
        .with(FRANKFURT, created().of(OMAR).at("2026-06-01T07:00:00Z"))
        .with("eu-west-1", at("11:00:00"));

    assertEquals(
        List.of(
            "2026-06-01T07:00:00Z",
            "2026-06-01T10:00:00Z",
            "2026-06-01T09:00:00Z",
            "2026-06-01T08:00:00Z"),
        times(read("CreateUser", "UserAuthentication", "VerifyEmail")));
    assertEquals(4, cloudTrail.calls().size());
    assertEquals(4, calls.made());
    assertEquals(DAY.from().getEpochSecond(), cloudTrail.calls().getFirst().from());
    assertEquals(DAY.to().getEpochSecond(), cloudTrail.calls().getFirst().to());
  }

  @Test
  void where_nothing_happened_nothing_is_read_and_that_is_no_fault() throws IOException {
    assertEquals(List.of(), read("CreateUser"));
  }

  @Test
  void calls_of_a_region_are_half_a_second_apart() throws IOException {
    read("CreateUser", "DeleteUser", "UpdateUser");

    assertEquals(List.of(HistoryCalls.APART, HistoryCalls.APART), pauses);
  }

  @Test
  void who_is_throttled_waits_longer_and_longer() throws IOException {
    cloudTrail
        .with(FRANKFURT, at("08:00:00"))
        .inTrouble("ThrottlingException", "ThrottlingException", "InternalFailure");

    assertEquals(1, read("UserAuthentication").size());
    assertEquals(
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)), pauses);
  }

  @ParameterizedTest
  @ValueSource(strings = {"broken", "{}"})
  void half_an_answer_and_one_without_a_list_are_asked_for_again(String trouble)
      throws IOException {
    cloudTrail.with(FRANKFURT, at("08:00:00")).inTrouble(trouble);

    assertEquals(1, read("UserAuthentication").size());
  }

  @Test
  void who_never_answers_is_given_up_and_asked_no_more() {
    cloudTrail.inTrouble(
        Stream.generate(() -> "ThrottlingException").limit(50).toArray(String[]::new));

    IOException failed = assertThrows(IOException.class, () -> read("UserAuthentication"));
    assertTrue(
        String.valueOf(failed.getMessage()).contains("111122223333/eu-central-1"),
        failed.getMessage());
    assertTrue(
        String.valueOf(failed.getMessage()).contains("ThrottlingException"), failed.getMessage());
    int asked = cloudTrail.calls().size();
    assertThrows(IOException.class, () -> read("UserAuthentication"));
    assertEquals(asked, cloudTrail.calls().size());
    assertEquals(10, asked);
  }

  @Test
  void who_refuses_is_asked_once() {
    cloudTrail.inTrouble("AccessDeniedException", "AccessDeniedException");

    assertThrows(IOException.class, () -> read("UserAuthentication"));
    assertThrows(IOException.class, () -> read("UserAuthentication"));
    assertEquals(1, cloudTrail.calls().size());
  }

  /** Five of one second, so that the second is asked for again. */
  @Test
  void where_a_token_expires_the_rest_is_asked_for_and_nothing_comes_twice() throws IOException {
    cloudTrail.pagesOf(2);
    List<String> expected = new ArrayList<>();
    for (int hour = 10; hour < 20; hour++) {
      cloudTrail.with(FRANKFURT, at(hour + ":00:00"));
      expected.addFirst("2026-06-01T%d:00:00Z".formatted(hour));
    }
    IntStream.range(0, 3)
        .forEach(it -> cloudTrail.with(FRANKFURT, at("15:00:00").eventId("same-second-" + it)));
    expected.addAll(
        5, List.of("2026-06-01T15:00:00Z", "2026-06-01T15:00:00Z", "2026-06-01T15:00:00Z"));
    cloudTrail.inTrouble(
        "",
        "InvalidNextTokenException",
        "",
        "",
        "InvalidNextTokenException",
        "",
        "",
        "InvalidNextTokenException");

    assertEquals(expected, times(read("UserAuthentication")));
  }

  @Test
  void tokens_that_never_hold_are_given_up() {
    cloudTrail.pagesOf(2);
    IntStream.range(0, 9)
        .forEach(it -> cloudTrail.with(FRANKFURT, at("15:00:00").eventId("e" + it)));
    List<String> troubles = new ArrayList<>();
    IntStream.range(0, 50).forEach(_ -> troubles.addAll(List.of("", "InvalidNextTokenException")));
    cloudTrail.inTrouble(troubles.toArray(String[]::new));

    IOException failed = assertThrows(IOException.class, () -> read("UserAuthentication"));
    assertEquals("CloudTrail's pages of UserAuthentication break off.", failed.getMessage());
  }

  static Stream<UnaryOperator<ObjectNode>> forgeries() {
    return Stream.of(
        record(it -> it.with("/recipientAccountId", "444455556666")),
        record(it -> it.with("/awsRegion", "eu-west-1")),
        record(it -> it.without("/awsRegion")),
        record(it -> it.with("/eventName", "Authenticate")),
        record(it -> it.at("2026-06-02T00:00:01Z")),
        record(it -> it.at("2026-05-31T23:59:59Z")),
        event -> event.put("EventId", "another"));
  }

  private static UnaryOperator<ObjectNode> record(UnaryOperator<CloudTrailRecords> change) {
    return event ->
        event.put(
            "CloudTrailEvent",
            change.apply(at("08:00:00").with("/awsRegion", FRANKFURT)).eventId("e1").bare());
  }

  /** Else it would not be known of which place and time all was read. */
  @ParameterizedTest
  @MethodSource("forgeries")
  void a_record_that_was_not_asked_for_ends_the_reading(UnaryOperator<ObjectNode> forgery) {
    cloudTrail.with(FRANKFURT, at("08:00:00").eventId("e1"));
    cloudTrail.forging(forgery);

    IOException failed = assertThrows(IOException.class, () -> read("UserAuthentication"));
    assertTrue(
        String.valueOf(failed.getMessage())
            .startsWith("CloudTrail was asked for UserAuthentication"),
        failed.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "7", "[{\"x\":1}],{\"y\":2}"})
  void what_is_no_record_is_rejected_and_the_others_count(String text) throws IOException {
    cloudTrail
        .with(FRANKFURT, at("08:00:00"))
        .with(FRANKFURT, at("09:00:00"))
        .with(FRANKFURT, at("10:00:00"));
    cloudTrail.forging(event ->
        event.path("CloudTrailEvent").asText().contains("T09:00:00Z")
            ? event.put("CloudTrailEvent", text)
            : event);

    List<Decoded> read = read("UserAuthentication");

    assertEquals(3, read.size());
    assertEquals(1, read.stream().filter(Decoded.Rejected.class::isInstance).count());
  }

  @Test
  void a_record_without_the_account_that_it_is_for_counts() throws IOException {
    cloudTrail.with(FRANKFURT, at("08:00:00").without("/recipientAccountId"));

    assertEquals(1, read("UserAuthentication").size());
  }
}
