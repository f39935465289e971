package ninety.directory;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import ninety.aws.Misconfigured;
import ninety.local.DirectoryLocal;
import ninety.local.DirectoryTrouble;
import ninety.user.DirectoryWord;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Kind.Presence;
import ninety.user.MemoryQuota;
import ninety.user.Proof;
import ninety.user.Said;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.identitystore.IdentitystoreAsyncClient;

/** Over HTTP, with the service's own requests and answers. */
final class IdentityStoreDirectoryTest {

  private static final String STORE = "d-9067642ac7";
  private static final String NOW = "2026-08-26T08:15:02.123Z";
  private static final UserId MARA = new UserId("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
  private static final String NAME = "mara@example.com";

  /**
   * Of all tests, since closing one takes two seconds. A port can come back: but the server
   * announces the end of each connection, so none is kept that would be of a server before.
   */
  private static final SdkAsyncHttpClient HTTP =
      NettyNioAsyncHttpClient.builder().maxConcurrency(100).build();

  private final DirectoryLocal store = DirectoryLocal.start(STORE);
  private final MemoryQuota quota = new MemoryQuota();
  private final ManualTime time = new ManualTime(NOW);
  private final IdentitystoreAsyncClient client = client(IdentityStoreDirectory.ONE_ATTEMPT);
  private final IdentityStoreDirectory directory = directory(client, STORE);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @AfterAll
  static void close() {
    HTTP.close();
  }

  @BeforeEach
  void listen() {
    log.start();
    logger().setAdditive(false);
    logger().addAppender(log);
  }

  @AfterEach
  void stop() {
    logger().detachAppender(log);
    logger().setAdditive(true);
    client.close();
    store.close();
  }

  @Test
  void a_user_is_asked_about_by_id_in_the_configured_store() {
    directory.ask(record(MARA));

    DirectoryLocal.Asked asked = store.asked().getFirst();
    assertEquals("DescribeUser", asked.call());
    assertEquals(
        "{\"IdentityStoreId\":\"%s\",\"UserId\":\"%s\"}".formatted(STORE, MARA),
        asked.request().toString());
  }

  @Test
  void a_user_who_is_there_is_found_with_name_and_creation() {
    store.put(
        """
        {
          "UserId": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
          "UserName": "mara@example.com",
          "Name": {"FamilyName": "Lind", "GivenName": "Mara"},
          "DisplayName": "Mara Lind",
          "Emails": [{"Value": "mara@example.com", "Type": "work", "Primary": true}],
          "ExternalIds": [{"Issuer": "https://scim.example.com", "Id": "00u1"}],
          "UserStatus": "ENABLED",
          "CreatedAt": 1.7485344612345E9,
          "CreatedBy": "arn:aws:sts::111122223333:assumed-role/scim/session",
          "UpdatedAt": 1.748534462E9,
          "UpdatedBy": "arn:aws:sts::111122223333:assumed-role/scim/session",
          "SomethingNew": {"of": ["tomorrow"]}
        }
        """);

    DirectoryWord.Reported found = Said.found(directory.ask(record(MARA)));

    assertEquals(Optional.of(NAME), found.name());
    assertEquals(Presence.ENABLED, found.presence());
    assertEquals(Optional.of(Instant.parse("2025-05-29T16:01:01.234Z")), found.created());
    assertEquals(Instant.parse(NOW), found.proof().time());
    assertEquals("identitystore.amazonaws.com DescribeUser", found.proof().call());
    assertEquals(Proof.Source.DIRECTORY, found.proof().source());
    assertEquals(36, found.proof().eventId().length());
    assertEquals(List.of(), logged());
  }

  @Test
  void a_disabled_user_is_found_disabled() {
    store.put(MARA.value(), NAME, false, Instant.parse("2025-01-01T00:00:00Z"));

    DirectoryWord.Reported found = Said.found(directory.ask(record(MARA)));

    assertEquals(Presence.DISABLED, found.presence());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"UserStatus\":\"LOCKED\""})
  void a_user_of_whom_nothing_says_disabled_is_enabled(String status) {
    store.put("{\"UserId\":\"%s\",\"UserName\":\"%s\"%s}".formatted(MARA, NAME, status));

    DirectoryWord.Reported found = Said.found(directory.ask(record(MARA)));

    assertEquals(Presence.ENABLED, found.presence());
    assertEquals(Optional.empty(), found.created());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"UserName\":\"\"",
        ",\"UserName\":\" \"",
        ",\"UserName\":\"HIDDEN_DUE_TO_SECURITY_REASONS\""
      })
  void a_masked_or_blank_name_is_no_name(String name) {
    store.put("{\"UserId\":\"%s\"%s}".formatted(MARA, name));

    DirectoryWord.Reported found = Said.found(directory.ask(record(MARA)));

    assertEquals(Optional.empty(), found.name());
  }

  @Test
  void a_creation_in_the_future_is_not_believed() {
    store.put(MARA.value(), NAME, true, Instant.parse(NOW).plusMillis(1));

    DirectoryWord.Reported found = Said.found(directory.ask(record(MARA)));

    assertEquals(Optional.empty(), found.created());
  }

  @Test
  void a_user_who_is_not_there_is_gone() {
    DirectoryWord.Reported gone = Said.gone(directory.ask(record(MARA)));

    assertEquals(Instant.parse(NOW), gone.proof().time());
    assertEquals("identitystore.amazonaws.com DescribeUser", gone.proof().call());
    assertEquals(Proof.Source.DIRECTORY, gone.proof().source());
    assertEquals(36, gone.proof().eventId().length());
  }

  @Test
  void an_answer_without_an_id_of_its_own_is_proved_by_the_header() {
    store.meets(DirectoryTrouble.GONE_WITHOUT_REQUEST_ID);

    DirectoryWord.Reported gone = Said.gone(directory.ask(record(MARA)));

    assertEquals(36, gone.proof().eventId().length());
  }

  @Test
  void an_answer_is_as_old_as_the_question() {
    store.put(MARA.value(), NAME, true, Instant.parse("2025-01-01T00:00:00Z"));
    store.waits();
    CompletableFuture<DirectoryWord> answer =
        CompletableFuture.supplyAsync(() -> directory.ask(record(MARA)));
    await().until(() -> store.asked().size() == 1);

    time.pause(Duration.ofSeconds(4));
    store.answers();

    DirectoryWord.Reported found = Said.found(answer.join());
    assertEquals(Instant.parse(NOW), found.proof().time());
  }

  @Test
  void a_missing_store_is_no_missing_user() {
    IdentityStoreDirectory mistaken = directory(client, "d-1234567890");

    String message = "There is no identity store d-1234567890 in this account and Region.";
    assertEquals(
        message, assertThrows(Misconfigured.class, () -> mistaken.ask(record(MARA))).getMessage());
    assertEquals(message, assertThrows(Misconfigured.class, mistaken::check).getMessage());
  }

  @Test
  void a_store_that_is_there_passes_the_check() {
    directory.check();

    assertEquals(1, store.asked().size());
  }

  @ParameterizedTest
  @EnumSource(
      value = DirectoryTrouble.class,
      names = {"THROTTLED", "INTERNAL_ERROR", "UNAVAILABLE", "ACCESS_DENIED", "DROPPED", "GARBAGE"})
  void trouble_that_is_no_mistake_of_the_settings_passes_the_check(DirectoryTrouble trouble) {
    store.isIn(trouble);

    directory.check();

    assertEquals(Duration.ZERO, time.elapsed());
  }

  @Test
  void a_user_of_another_store_is_not_asked_about() {
    UserRecord elsewhere =
        UserRecord.of(
            MARA,
            new Fact(
                new Subject.ById(MARA, Optional.empty()),
                Optional.of("d-1234567890"),
                new Kind.PortalActivity(),
                new Proof(Instant.parse("2026-06-01T08:14:27Z"), "e1", "sso Federate")));

    assertEquals(
        new DirectoryWord.Unavailable(DirectoryWord.Reason.OTHER_STORE), directory.ask(elsewhere));
    assertEquals(List.of(), store.asked());
  }

  @Test
  void an_id_that_begins_with_another_store_is_of_another_store() {
    UserId elsewhere = new UserId("1234567890-" + MARA);
    UserId here = new UserId("9067642AC7-" + MARA);

    assertEquals(
        new DirectoryWord.Unavailable(DirectoryWord.Reason.OTHER_STORE),
        directory.ask(record(elsewhere)));
    Said.gone(directory.ask(record(here)));
    assertEquals(1, store.asked().size());
  }

  @ParameterizedTest
  @EnumSource(
      value = DirectoryTrouble.class,
      names = {
        "THROTTLED",
        "INTERNAL_ERROR",
        "UNAVAILABLE",
        "EXPIRED_TOKEN",
        "GARBAGE",
        "EMPTY",
        "DROPPED"
      })
  void a_trouble_that_passes_is_waited_for(DirectoryTrouble trouble) {
    store.put(MARA.value(), NAME, true, Instant.parse("2025-01-01T00:00:00Z"));
    store.meets(trouble, trouble);

    DirectoryWord answer = directory.ask(record(MARA));

    DirectoryWord.Reported found = Said.found(answer);
    assertEquals(3, store.asked().size());
    assertTrue(time.elapsed().toMillis() >= 750 && time.elapsed().toMillis() <= 1500);
    assertEquals(Instant.parse(NOW).plus(time.elapsed()), found.proof().time());
    assertEquals(List.of(), logged());
  }

  @Test
  void the_service_may_say_how_long_to_wait() {
    store.meets(DirectoryTrouble.THROTTLED_FOR_TWO_SECONDS);

    Said.gone(directory.ask(record(MARA)));

    assertEquals(Duration.ofSeconds(2), time.elapsed());
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLED, THROTTLED, ThrottlingException (HTTP 400)",
    "INTERNAL_ERROR, UNREACHABLE, InternalServerException (HTTP 500)",
    "UNAVAILABLE, UNREACHABLE, IdentitystoreException (HTTP 503)",
    "GARBAGE, UNREACHABLE, SdkClientException",
    "EMPTY, UNREACHABLE, an answer that is not about the user",
    "DROPPED, UNREACHABLE, SdkClientException",
  })
  void a_trouble_that_stays_is_reported_and_costs_a_sweep_a_minute(
      DirectoryTrouble trouble, DirectoryWord.Reason reason, String words) {
    store.isIn(trouble);

    for (int user = 0; user < 1000; user++) {
      assertEquals(new DirectoryWord.Unavailable(reason), directory.ask(record(user(user))));
    }
    int asked = store.asked().size();

    // The minute, and a tenth of it that came back meanwhile.
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(67)) < 0, time.elapsed().toString());
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(50)) > 0, time.elapsed().toString());
    assertTrue(asked < 200, () -> asked + " calls");
    assertEquals(1, logged().size());
    assertTrue(
        logged()
            .getFirst()
            .startsWith(
                "WARN Identity store " + STORE + " gives no answer, alerts are sent as unverified"),
        logged().toString());
    assertTrue(logged().getFirst().contains(words), logged().toString());
  }

  @Test
  void one_user_on_whom_the_service_fails_leaves_patience_for_the_others() {
    store.isIn(DirectoryTrouble.INTERNAL_ERROR);
    directory.ask(record(MARA));

    assertEquals(7, store.asked().size());
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(24)) < 0);

    store.recovers();
    store.meets(DirectoryTrouble.INTERNAL_ERROR, DirectoryTrouble.THROTTLED);
    Said.gone(directory.ask(record(user(1))));
  }

  @Test
  void a_later_sweep_has_patience_again() {
    store.isIn(DirectoryTrouble.THROTTLED);
    for (int user = 0; user < 20; user++) {
      directory.ask(record(user(user)));
    }
    store.recovers();

    time.pause(Duration.ofMinutes(10));
    store.meets(DirectoryTrouble.THROTTLED, DirectoryTrouble.THROTTLED, DirectoryTrouble.THROTTLED);

    Said.gone(directory.ask(record(MARA)));
  }

  @Test
  void no_answer_at_all_is_a_time_out() {
    store.put(MARA.value(), NAME, true, Instant.parse("2025-01-01T00:00:00Z"));
    store.meets(DirectoryTrouble.SILENT, DirectoryTrouble.SILENT);
    ClientOverrideConfiguration impatient =
        IdentityStoreDirectory.ONE_ATTEMPT.toBuilder()
            .apiCallAttemptTimeout(Duration.ofSeconds(1))
            .build();

    try (IdentitystoreAsyncClient hasty = client(impatient)) {
      Said.found(directory(hasty, STORE).ask(record(MARA)));
    }

    assertEquals(3, store.asked().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ACCESS_DENIED | ACCESS_DENIED | identitystore:DescribeUser on the store and on its users",
        "KEY_ACCESS_DENIED | ACCESS_DENIED | kms:Decrypt",
        "KEY_NOT_FOUND | REFUSED | ResourceNotFoundException (HTTP 400), KMS_KEY_NOT_FOUND",
        "INVALID | REFUSED | ValidationException (HTTP 400)",
      })
  void a_refusal_is_reported_at_once_and_logged_once(
      DirectoryTrouble trouble, DirectoryWord.Reason reason, String cure) {
    store.isIn(trouble);

    for (int user = 0; user < 20; user++) {
      assertEquals(new DirectoryWord.Unavailable(reason), directory.ask(record(user(user))));
    }

    assertEquals(20, store.asked().size());
    assertEquals(1, logged().size());
    assertTrue(logged().getFirst().startsWith("ERROR Identity store " + STORE + " refuses"));
    assertTrue(logged().getFirst().contains(cure), logged().toString());

    time.pause(Duration.ofMinutes(5));
    directory.ask(record(MARA));
    assertEquals(2, logged().size());
  }

  @ParameterizedTest
  @EnumSource(
      value = DirectoryTrouble.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SILENT", "GONE_WITHOUT_REQUEST_ID"})
  void nothing_personal_is_logged(DirectoryTrouble trouble) {
    store.put(MARA.value(), NAME, true, Instant.parse("2025-01-01T00:00:00Z"));
    store.isIn(trouble);

    directory.ask(record(MARA));

    for (String line : logged()) {
      assertFalse(line.contains(MARA.value()), line);
      assertFalse(line.contains("mara"), line);
      assertFalse(line.contains("arn:"), line);
    }
    assertEquals(1, logged().size());
  }

  @Test
  void no_more_than_ten_are_asked_about_at_one_time() {
    store.waits();
    List<CompletableFuture<DirectoryWord>> answers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int user = 0; user < 30; user++) {
      UserRecord record = record(user(user));
      CompletableFuture<DirectoryWord> answer = new CompletableFuture<>();
      answers.add(answer);
      threads.add(Thread.startVirtualThread(() -> answer.complete(directory.ask(record))));
    }
    await()
        .atMost(20, SECONDS)
        .until(() ->
            threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)
                && store.asked().size() >= 10);

    assertEquals(10, store.asked().size());

    store.answers();
    answers.forEach(answer -> Said.gone(answer.join()));
    assertEquals(30, store.asked().size());
  }

  @Test
  void half_of_the_quota_is_left_to_others() {
    for (int user = 0; user < 101; user++) {
      directory.ask(record(user(user)));
    }

    assertEquals(Duration.ofSeconds(10), time.elapsed());
  }

  /** S17: the other half is not taken by a second sweep. */
  @Test
  void two_sweeps_that_overlap_have_one_budget_together() {
    IdentityStoreDirectory other = directory(client, STORE);
    for (int user = 0; user < 100; user++) {
      directory.ask(record(user(user)));
      other.ask(record(user(user)));
    }

    // They take turns share by share: of 200 calls none was sooner than a tenth of a second.
    assertTrue(time.elapsed().compareTo(Duration.ofMillis(19_900)) >= 0, time.elapsed().toString());
    assertEquals(200, store.asked().size());
  }

  @Test
  void a_sweep_that_can_have_no_turn_asks_nobody() {
    IdentityStoreDirectory cutOff =
        new IdentityStoreDirectory(
            client,
            STORE,
            (_, _) -> {
              throw new IllegalStateException("the table is not there");
            },
            time,
            time::elapsed,
            new SplittableRandom(7),
            time);

    assertThrows(IllegalStateException.class, () -> cutOff.ask(record(MARA)));
    assertEquals(List.of(), store.asked());
  }

  private IdentityStoreDirectory directory(IdentitystoreAsyncClient client, String storeId) {
    return new IdentityStoreDirectory(
        client, storeId, quota, time, time::elapsed, new SplittableRandom(7), time);
  }

  private IdentitystoreAsyncClient client(ClientOverrideConfiguration how) {
    return IdentitystoreAsyncClient.builder()
        .httpClient(HTTP)
        .endpointOverride(store.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(how)
        .build();
  }

  private static UserId user(int number) {
    return new UserId("00000000-0000-0000-0000-%012d".formatted(number + 1));
  }

  private static UserRecord record(UserId id) {
    return UserRecord.unknown(id);
  }

  private List<String> logged() {
    return List.copyOf(log.list).stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(IdentityStoreDirectory.class);
  }
}
