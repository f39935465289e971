package ninety.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import ninety.aws.Misconfigured;
import ninety.local.DirectoryLocal;
import ninety.local.DirectoryTrouble;
import ninety.user.IdentityStoreId;
import ninety.user.Kind;
import ninety.user.Kind.Presence;
import ninety.user.MemoryQuota;
import ninety.user.Proof;
import ninety.user.Roster;
import ninety.user.UserId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.identitystore.IdentitystoreAsyncClient;
import software.amazon.awssdk.services.identitystore.model.ListUsersRequest;
import software.amazon.awssdk.services.identitystore.model.ListUsersResponse;

/** Issue 12, import: the list over HTTP, with the service's own requests and answers. */
final class IdentityStoreRostersTest {

  private static final String STORE = "d-9067642ac7";
  private static final Instant NOW = Instant.parse("2026-08-26T08:15:02.123Z");

  private static final SdkAsyncHttpClient HTTP =
      NettyNioAsyncHttpClient.builder().maxConcurrency(100).build();

  private final DirectoryLocal store = DirectoryLocal.start(STORE);
  private final ManualTime time = new ManualTime(NOW.toString());
  private final IdentitystoreAsyncClient client =
      IdentitystoreAsyncClient.builder()
          .httpClient(HTTP)
          .region(Region.EU_CENTRAL_1)
          .endpointOverride(store.endpoint())
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("sweep", "secret")))
          .overrideConfiguration(IdentityStoreDirectory.ONE_ATTEMPT)
          .build();

  @AfterAll
  static void closeAll() {
    HTTP.close();
  }

  @AfterEach
  void close() {
    client.close();
    store.close();
  }

  @Test
  void all_pages_are_one_list_that_is_dated_before_the_first() {
    people(250);
    List<Integer> progress = new ArrayList<>();

    Roster roster = rosters(STORE, false).read(progress::add);

    assertEquals(250, roster.entries().size());
    assertEquals(List.of(100, 200, 250), progress);
    assertEquals(NOW, roster.at());
    assertTrue(roster.whole());
    Roster.Entry first = roster.entries().values().iterator().next();
    assertEquals(NOW, first.proof().time());
    assertEquals(Proof.Source.DIRECTORY, first.proof().source());
    assertEquals("identitystore.amazonaws.com ListUsers", first.proof().call());
    assertEquals(3, store.asked().size());
    // Ten calls a second, of all who ask.
    assertEquals(Duration.ofMillis(200), time.elapsed());
    assertEquals(
        "{\"IdentityStoreId\":\"d-9067642ac7\",\"MaxResults\":100}",
        store.asked().getFirst().request().toString());
  }

  @Test
  void what_the_directory_says_of_a_user_and_what_it_does_not() {
    store.put(user(1).value(), "mara", false, NOW.minusSeconds(60));
    store.put("{\"UserId\": \"%s\", \"UserName\": \"omar\"}".formatted(user(2)));
    store.put(
        """
        {"UserId": "%s", "UserStatus": "LOCKED", "CreatedAt": %d,
         "UserName": "HIDDEN_DUE_TO_SECURITY_REASONS"}
        """
            .formatted(user(3), NOW.plusSeconds(999).getEpochSecond()));

    Roster roster = rosters(STORE, false).read(_ -> {});

    assertEquals(Presence.DISABLED, entry(roster, 1).presence());
    assertEquals(Optional.of(NOW.minusSeconds(60)), entry(roster, 1).created());
    assertEquals(Presence.PRESENT, entry(roster, 2).presence());
    assertEquals(Optional.empty(), entry(roster, 2).described());
    assertEquals(Presence.PRESENT, entry(roster, 3).presence());
    assertEquals(Optional.empty(), entry(roster, 3).name());
    assertEquals(Optional.empty(), entry(roster, 3).created());
  }

  @Test
  void contacts_are_asked_for_by_option_and_what_there_is_not_is_said_as_none() {
    store.put(
        """
        {"UserId": "%s", "UserName": "mara", "UserStatus": "ENABLED",
         "Emails": [{"Value": "home@example.com"}, {"Value": "mara@example.com", "Primary": true}],
         "Extensions": {"aws:identitystore:enterprise":
           {"department": "Treasury", "manager": {"value": "m-1", "displayName": "Ines Maal"}}}}
        """
            .formatted(user(1)));
    people(2, 2);

    Roster roster = rosters(STORE, true).read(_ -> {});

    assertEquals(
        Optional.of(
            new Kind.Described(
                Optional.of("mara@example.com"),
                Optional.of("Ines Maal"),
                Optional.of("Treasury"))),
        entry(roster, 1).described());
    assertEquals(
        Optional.of(new Kind.Described(Optional.of(""), Optional.of(""), Optional.of(""))),
        entry(roster, 2).described());
    assertEquals(
        "[\"aws:identitystore:enterprise\"]",
        store.asked().getFirst().request().path("Extensions").toString());
  }

  /** Half a page and a page without users are no end: absence would make everybody gone. */
  @ParameterizedTest
  @EnumSource(
      names = {
        "THROTTLED",
        "THROTTLED_FOR_TWO_SECONDS",
        "INTERNAL_ERROR",
        "UNAVAILABLE",
        "GARBAGE",
        "EMPTY",
        "DROPPED"
      })
  void a_trouble_that_passes_is_waited_for_and_nobody_is_missing(DirectoryTrouble trouble) {
    people(150);
    store.meets(trouble, trouble, trouble);

    Roster roster = rosters(STORE, false).read(_ -> {});

    assertEquals(150, roster.entries().size());
    assertEquals(5, store.asked().size());
    assertTrue(time.elapsed().compareTo(Duration.ofMillis(1_700)) > 0, time.elapsed()::toString);
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "GARBAGE", "EMPTY"})
  void a_trouble_that_lasts_ends_it_after_about_a_minute_without_a_list(DirectoryTrouble trouble) {
    people(5);
    store.isIn(trouble);

    assertThrows(RuntimeException.class, () -> rosters(STORE, false).read(_ -> {}));

    assertEquals(12, store.asked().size());
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(90)) < 0, time.elapsed()::toString);
    assertTrue(time.elapsed().compareTo(Duration.ofSeconds(30)) > 0, time.elapsed()::toString);
  }

  @Test
  void what_only_a_person_can_change_is_said_at_once() {
    store.isIn(DirectoryTrouble.ACCESS_DENIED);
    assertTrue(stated(STORE).contains("allow the role identitystore:ListUsers"));
    store.isIn(DirectoryTrouble.KEY_ACCESS_DENIED);
    assertTrue(stated(STORE).contains("kms:Decrypt"));
    store.recovers();
    assertTrue(stated("d-90670b7f31").contains("There is no identity store d-90670b7f31"));
    store.isIn(DirectoryTrouble.INVALID);
    assertThrows(SdkException.class, () -> rosters(STORE, false).read(_ -> {}));

    assertEquals(4, store.asked().size());
  }

  /** A loop of more than one page would never end, and take the calls of all sweeps meanwhile. */
  @Test
  void pages_that_go_round_end_it_without_a_list() {
    people(250);
    AtomicInteger calls = new AtomicInteger();
    IdentitystoreAsyncClient round =
        new IdentitystoreAsyncClient() {
          @Override
          public CompletableFuture<ListUsersResponse> listUsers(ListUsersRequest request) {
            assertTrue(calls.incrementAndGet() < 20, "it would never end");
            String next = request.nextToken() == null || calls.get() % 2 == 0 ? "a" : "b";
            return client
                .listUsers(it -> it.identityStoreId(request.identityStoreId()))
                .thenApply(page -> {
                  ListUsersResponse.Builder other = page.toBuilder().nextToken(next);
                  other.responseMetadata(page.responseMetadata());
                  return other.build();
                });
          }

          @Override
          public String serviceName() {
            return client.serviceName();
          }

          @Override
          public void close() {}
        };

    IdentityStoreRosters rosters =
        new IdentityStoreRosters(
            round,
            new IdentityStoreId(STORE),
            false,
            new MemoryQuota(),
            time,
            new SplittableRandom(7),
            time);

    assertTrue(
        String.valueOf(assertThrows(Misconfigured.class, () -> rosters.read(_ -> {})).getMessage())
            .contains("go round"));
  }

  private String stated(String id) {
    return String.valueOf(
        assertThrows(Misconfigured.class, () -> rosters(id, false).read(_ -> {})).getMessage());
  }

  private IdentityStoreRosters rosters(String id, boolean contacts) {
    return new IdentityStoreRosters(
        client,
        new IdentityStoreId(id),
        contacts,
        new MemoryQuota(),
        time,
        new SplittableRandom(7),
        time);
  }

  private void people(int many) {
    people(1, many);
  }

  private void people(int from, int to) {
    IntStream.rangeClosed(from, to)
        .forEach(i ->
            store.put(user(i).value(), "user-" + i, true, Instant.parse("2024-02-03T04:05:06Z")));
  }

  private static Roster.Entry entry(Roster roster, int number) {
    return Optional.ofNullable(roster.entries().get(user(number))).orElseThrow();
  }

  private static UserId user(int number) {
    return new UserId("f81d4fae-7dec-11d0-a765-%012x".formatted(number));
  }
}
