package ninety.it;

import static ninety.cloudtrail.CloudTrailRecords.DANA;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.directory.IdentityStoreDirectory;
import ninety.local.DirectoryLocal;
import ninety.local.DirectoryTrouble;
import ninety.store.DynamoQuota;
import ninety.user.DirectoryWord;
import ninety.user.Register;
import ninety.user.Said;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.identitystore.IdentitystoreAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Sweeps of the packaged product that ask an identity store before they report. */
final class DirectoryIT {

  private static final String STORE = "d-1234567890";
  private static final String ROLE = "arn:aws:iam::111122223333:role/directory";
  private static final Instant MONDAY = Instant.parse("2026-06-01T08:14:27Z");
  private static final Instant CREATED = Instant.parse("2025-02-03T09:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void who_is_gone_or_disabled_is_no_alert_and_who_is_there_is_verified() throws IOException {
    Place place = inactive(MARA, OMAR, DANA);
    try (DirectoryLocal store = DirectoryLocal.start(STORE)) {
      store.put(MARA.value(), "mara@example.com", true, CREATED);
      store.put(DANA.value(), "dana@example.com", false, CREATED);

      NinetyProcess ninety = sweep(environment(place, store));

      assertEquals(0, ninety.exitCode(), ninety.err());
      assertEquals(Place.TRIAL, ninety.err());
      List<JsonNode> alerts = alerts(place);
      assertEquals(List.of(MARA.value()), users(alerts));
      assertEquals("breach", alerts.getFirst().at("/unmapped/level").asText());
      assertEquals("enabled", alerts.getFirst().at("/unmapped/directory").asText());
      assertEquals(UserRecord.Status.DELETED, record(place, OMAR).status());
      assertEquals(UserRecord.Status.DISABLED, record(place, DANA).status());
      assertEquals(
          Optional.of("mara@example.com"), record(place, MARA).name().map(Register::value));
    }
  }

  @Test
  void a_store_that_refuses_does_not_keep_a_breach_from_being_reported() throws IOException {
    Place place = inactive(MARA, OMAR);
    try (DirectoryLocal store = DirectoryLocal.start(STORE)) {
      store.isIn(DirectoryTrouble.ACCESS_DENIED);

      NinetyProcess ninety = sweep(environment(place, store));

      assertEquals(0, ninety.exitCode(), ninety.err());
      assertEquals(2, ninety.err().lines().count(), ninety.err()); // the trial is one
      assertTrue(ninety.err().contains("allow the role identitystore:DescribeUser"), ninety.err());
      assertFalse(ninety.err().contains(MARA.value()), ninety.err());
      List<JsonNode> alerts = alerts(place);
      assertEquals(2, alerts.size());
      for (JsonNode alert : alerts) {
        assertEquals("unverified", alert.at("/unmapped/directory").asText());
        assertEquals("access-denied", alert.at("/unmapped/directory_reason").asText());
      }
    }
  }

  @Test
  void a_store_that_does_not_exist_is_one_line_before_anything_is_reported() {
    Place place = inactive(MARA);
    try (DirectoryLocal store = DirectoryLocal.start("d-0987654321")) {
      NinetyProcess ninety = sweep(environment(place, store));

      assertEquals(1, ninety.exitCode());
      assertTrue(
          ninety.err().contains("There is no identity store " + STORE + " in this account"),
          ninety.err());
      assertEquals(2, ninety.err().lines().count(), ninety.err()); // the trial is one
      assertEquals(List.of(), place.alerts());
    }
  }

  @Test
  void the_store_can_be_asked_under_a_role() throws IOException {
    Place place = inactive(MARA);
    try (DirectoryLocal store = DirectoryLocal.start(STORE);
        TokenService sts = new TokenService(true)) {
      store.put(MARA.value(), "mara@example.com", true, CREATED);
      Map<String, String> environment = environment(place, store);
      environment.put("AWS_ENDPOINT_URL_STS", sts.endpoint());
      environment.put("NINETY_DIRECTORY_ROLE", ROLE);

      NinetyProcess ninety = sweep(environment);

      assertEquals(0, ninety.exitCode(), ninety.err());
      assertEquals(Place.TRIAL, ninety.err());
      assertEquals("enabled", alerts(place).getFirst().at("/unmapped/directory").asText());
      assertTrue(
          store.asked().stream().allMatch(it -> it.caller().equals(TokenService.ACCESS_KEY)));
      assertEquals(1, sts.asked().size());
      assertTrue(sts.asked().getFirst().contains("RoleArn=" + ROLE), sts.asked().toString());
    }
  }

  @Test
  void a_role_that_may_not_be_assumed_is_named_and_the_breach_is_reported() throws IOException {
    Place place = inactive(MARA);
    try (DirectoryLocal store = DirectoryLocal.start(STORE);
        TokenService sts = new TokenService(false)) {
      Map<String, String> environment = environment(place, store);
      environment.put("AWS_ENDPOINT_URL_STS", sts.endpoint());
      environment.put("NINETY_DIRECTORY_ROLE", ROLE);

      NinetyProcess ninety = sweep(environment);

      assertEquals(0, ninety.exitCode(), ninety.err());
      assertEquals(2, ninety.err().lines().count(), ninety.err()); // the trial is one
      assertTrue(
          ninety.err().contains("let this role assume the one under which the directory is asked"));
      assertEquals(
          "access-denied", alerts(place).getFirst().at("/unmapped/directory_reason").asText());
      assertEquals(List.of(), store.asked());
    }
  }

  /** S17: whoever asks, no turn is sooner than a tenth of a second after another. */
  @Test
  void two_sweeps_that_overlap_share_one_budget() {
    Place place = Place.withoutStream();
    try (DirectoryLocal store = DirectoryLocal.start(STORE);
        IdentitystoreAsyncClient client = client(store);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<IdentityStoreDirectory> sweeps =
          List.of(directory(place, client), directory(place, client));
      Instant start = Instant.now();

      List<CompletableFuture<DirectoryWord>> answers =
          ProcessIT.users(20).stream()
              .flatMap(user -> sweeps.stream().map(sweep -> Map.entry(sweep, user)))
              .map(each ->
                  CompletableFuture.supplyAsync(
                      () -> each.getKey().ask(UserRecord.unknown(each.getValue())), threads))
              .toList();
      answers.forEach(answer -> Said.gone(answer.join()));

      Duration took = Duration.between(start, Instant.now());
      assertEquals(40, store.asked().size());
      assertTrue(took.compareTo(Duration.ofMillis(3_900)) >= 0, took.toString());
    }
  }

  @Test
  void a_sweep_that_is_killed_while_it_asks_holds_up_the_next_for_two_shares_at_most() {
    Place place = inactive(ProcessIT.users(60).toArray(UserId[]::new));
    try (DirectoryLocal store = DirectoryLocal.start(STORE);
        NinetyProcess killed =
            NinetyProcess.start(
                environment(place, store),
                "sweep",
                "--at",
                MONDAY.plus(Duration.ofDays(90)).toString())) {
      await().atMost(Duration.ofMinutes(1)).until(() -> store.asked().size() > 5);
      killed.kill();
      Instant now = Instant.now();

      Instant next = quota(place).take(Duration.ofSeconds(1), now);

      assertFalse(next.isAfter(now.plusSeconds(2)), next + " by " + now);
      assertTrue(store.asked().size() < 62, "it was killed before its end");
    }
  }

  private static IdentityStoreDirectory directory(Place place, IdentitystoreAsyncClient client) {
    long start = System.nanoTime();
    return new IdentityStoreDirectory(
        client,
        STORE,
        quota(place),
        Clock.systemUTC(),
        () -> Duration.ofNanos(System.nanoTime() - start),
        new SplittableRandom(7),
        DirectoryIT::pause);
  }

  private static DynamoQuota quota(Place place) {
    return new DynamoQuota(Place.stack().dynamodb(), place.table());
  }

  private static IdentitystoreAsyncClient client(DirectoryLocal store) {
    return IdentitystoreAsyncClient.builder()
        .endpointOverride(store.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(IdentityStoreDirectory.ONE_ATTEMPT)
        .build();
  }

  private static void pause(Duration atLeast) {
    try {
      Thread.sleep(atLeast);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Place inactive(UserId... users) {
    Place place = Place.withoutStream();
    for (UserId user : users) {
      SweepIT.absorb(place, CloudTrailRecords.signIn().by(user).at(MONDAY));
    }
    return place;
  }

  private static Map<String, String> environment(Place place, DirectoryLocal store) {
    Map<String, String> environment = place.trial();
    environment.putAll(store.environment());
    environment.put("NINETY_IDENTITY_STORE", STORE);
    return environment;
  }

  private static NinetyProcess sweep(Map<String, String> environment) {
    return NinetyProcess.run(
        environment, "sweep", "--at", MONDAY.plus(Duration.ofDays(90)).toString());
  }

  private static UserRecord record(Place place, UserId user) {
    return place.dossiers().read(user).orElseThrow().user();
  }

  private static List<String> users(List<JsonNode> alerts) {
    return alerts.stream().map(alert -> alert.at("/resources/0/uid").asText()).toList();
  }

  private static List<JsonNode> alerts(Place place) throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    for (Message message : place.alerts()) {
      alerts.add(JSON.readTree(message.body()));
    }
    return alerts;
  }
}
