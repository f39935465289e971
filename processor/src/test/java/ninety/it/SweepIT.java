package ninety.it;

import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import ninety.alert.SqsAlerts;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.cloudtrail.Decoded;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.coverage.Horizon;
import ninety.coverage.Progress;
import ninety.finding.Alert;
import ninety.finding.AlertQueue;
import ninety.finding.AlertQueue.Delivery;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.policy.Policy;
import ninety.store.DynamoDossiers;
import ninety.sweep.Places;
import ninety.sweep.Rules;
import ninety.sweep.Sweep;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Sweeps on a real table and a real FIFO queue. */
final class SweepIT {

  private static final Instant MONDAY = Instant.parse("2026-06-01T08:14:27Z");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void the_command_tells_each_crossing_to_the_second_and_the_end() throws IOException {
    Place place = Place.withoutStream();
    absorb(place, CloudTrailRecords.signIn().by(MARA).at(MONDAY));

    assertEquals(List.of(), steps(place, day(85)));
    assertEquals(List.of(), steps(place, day(86).minusSeconds(1)));
    assertEquals(List.of("inactivity warning"), steps(place, day(86)));
    assertEquals(List.of(), steps(place, day(86).plusSeconds(1)));
    assertEquals(List.of(), steps(place, day(89)));
    assertEquals(List.of(), steps(place, day(90).minusSeconds(1)));
    assertEquals(List.of("inactivity breach"), steps(place, day(90)));
    assertEquals(List.of(), steps(place, day(90).plusSeconds(1)));
    absorb(place, CloudTrailRecords.signIn().by(MARA).at(day(91)));
    assertEquals(List.of("inactivity resolved"), steps(place, day(91).plusSeconds(5)));
    assertEquals(List.of(), steps(place, day(92)));

    List<JsonNode> alerts = bodies(place.alerts());
    assertEquals(
        List.of("warning", "breach", "resolved"),
        alerts.stream().map(it -> it.at("/unmapped/level").asText()).toList());
    assertEquals(
        1, alerts.stream().map(it -> it.at("/finding_info/uid").asText()).distinct().count());
    assertEquals(3, alerts.stream().map(it -> it.at("/metadata/uid").asText()).distinct().count());
  }

  @Test
  void password_age_is_reported_and_the_deleted_are_not() throws IOException {
    Place place = Place.withoutStream();
    absorb(place, CloudTrailRecords.created().of(MARA).at(MONDAY));
    absorb(place, CloudTrailRecords.signIn().by(MARA).at(day(80)).credentials("PASSWORD"));
    absorb(place, CloudTrailRecords.created().of(OMAR).at(MONDAY));
    absorb(place, CloudTrailRecords.deleted().of(OMAR).at(day(10)));

    assertEquals(List.of(), steps(place, day(86).minusSeconds(1)));
    assertEquals(List.of("password-age warning"), steps(place, day(86)));
    assertEquals(List.of("password-age breach"), steps(place, day(90)));
    absorb(
        place,
        CloudTrailRecords.passwordReset()
            .of(MARA)
            .with("/requestParameters/passwordMode", "OTP")
            .at(day(90).plusSeconds(60)));
    assertEquals(List.of("password-age resolved"), steps(place, day(90).plusSeconds(61)));

    assertTrue(
        bodies(place.alerts()).stream()
            .allMatch(it -> it.at("/resources/0/uid").asText().equals(MARA.value())));
  }

  @Test
  void a_dry_run_says_the_same_and_changes_nothing() {
    Place place = Place.withoutStream();
    absorb(place, CloudTrailRecords.signIn().by(MARA).at(MONDAY));

    NinetyProcess dry = sweep(place, day(90), "--dry-run");

    assertTrue(dry.out().contains("breach"), dry.out());
    assertEquals(List.of(), place.alerts());
    assertEquals(List.of("inactivity breach"), steps(place, day(90)));
  }

  @Test
  void a_sweep_that_dies_between_intent_and_sending_is_made_good_under_the_same_id() {
    Place place = Place.withoutStream();
    absorb(place, CloudTrailRecords.signIn().by(MARA).at(MONDAY));
    List<UUID> intended = new ArrayList<>();
    AlertQueue dying =
        new AlertQueue() {

          @Override
          public Delivery send(List<Alert> alerts) {
            alerts.forEach(alert -> intended.add(alert.id()));
            throw new IllegalStateException("the process dies here");
          }
        };
    Sweep doomed = sweep(place.places(place.dossiers(), dying), 8);
    try {
      doomed.run(day(90), day(90), _ -> {});
    } catch (IllegalStateException died) {
      assertEquals("the process dies here", died.getMessage());
    }
    assertEquals(1, intended.size());

    // Even an hour later: the alert is the one that was intended.
    sweeper(place).run(day(90).plusSeconds(3600), day(90).plusSeconds(3600), _ -> {});

    assertEquals(intended, place.alerts().stream().map(SweepIT::alertId).toList());
  }

  @Test
  void a_sign_in_at_any_moment_of_a_sweep_ends_in_resolved_or_in_silence() {
    Place place = Place.withoutStream();
    DynamoDossiers real = place.dossiers();
    // The sign-in comes before the n-th call to the table, for each n that there is.
    for (int moment = 1; moment <= 6; moment++) {
      UserId user = ProcessIT.users(7).get(moment);
      absorb(place, CloudTrailRecords.signIn().by(user).at(MONDAY));
      int when = moment;
      int[] calls = {0};
      Dossiers disturbed =
          new Dossiers() {
            @Override
            public Optional<Dossier> read(UserId id) {
              signInAt();
              return real.read(id);
            }

            @Override
            public Stored store(Dossier changed) {
              signInAt();
              return real.store(changed);
            }

            private void signInAt() {
              if (++calls[0] == when) {
                absorb(place, CloudTrailRecords.signIn().by(user).at(day(90)));
              }
            }
          };

      sweep(place.places(disturbed, alerts(place)), 1).run(day(90), day(90), _ -> {});
      sweeper(place).run(day(90).plusSeconds(1), day(90).plusSeconds(1), _ -> {});

      List<String> delivered =
          bodies(place.alerts()).stream().map(it -> it.at("/unmapped/level").asText()).toList();
      boolean signedIn = calls[0] >= when;
      if (signedIn) {
        assertTrue(
            delivered.isEmpty() || delivered.equals(List.of("breach", "resolved")),
            when + ": " + delivered);
        assertTrue(
            real.read(user).orElseThrow().states().values().stream()
                .allMatch(state -> state.openFinding().isEmpty()));
      } else {
        assertEquals(List.of("breach"), delivered);
      }
    }
  }

  @Test
  void two_sweeps_and_a_consumer_at_once_end_resolved_with_each_alert_under_one_id()
      throws InterruptedException {
    Place place = Place.withoutStream();
    List<UserId> users = ProcessIT.users(60);
    users.forEach(user -> absorb(place, CloudTrailRecords.signIn().by(user).at(MONDAY)));
    CountDownLatch go = new CountDownLatch(1);
    Runnable sweep =
        () -> {
          awaitQuietly(go);
          sweeper(place).run(day(90), day(90), _ -> {});
        };

    List<CompletableFuture<Void>> all =
        List.of(
            CompletableFuture.runAsync(sweep),
            CompletableFuture.runAsync(sweep),
            CompletableFuture.runAsync(() -> {
              awaitQuietly(go);
              users.forEach(user -> absorb(place, CloudTrailRecords.signIn().by(user).at(day(90))));
            }));
    go.countDown();
    all.forEach(CompletableFuture::join);
    sweeper(place).run(day(90).plusSeconds(1), day(90).plusSeconds(1), _ -> {});

    Map<String, Set<String>> levelsOf = new HashMap<>();
    for (JsonNode alert : bodies(place.alerts())) {
      levelsOf
          .computeIfAbsent(alert.at("/finding_info/uid").asText(), _ -> new HashSet<>())
          .add(alert.at("/unmapped/level").asText());
    }
    levelsOf.values().forEach(levels -> assertEquals(Set.of("breach", "resolved"), levels));
    assertTrue(
        place
            .users()
            .allMatch(
                it -> it.states().values().stream().allMatch(w -> w.openFinding().isEmpty())));
  }

  @Test
  void it_sweeps_again_and_again_until_it_is_asked_to_end() {
    Place place = Place.withoutStream();
    Instant now = heardUntilNow(place);
    absorb(place, CloudTrailRecords.signIn().by(MARA).at(now.minus(Duration.ofDays(87))));
    try (NinetyProcess ninety = NinetyProcess.start(place.task(), "sweep", "--every", "1s")) {
      List<Message> delivered = new ArrayList<>();
      await().atMost(Duration.ofMinutes(2)).until(() -> delivered.addAll(place.alerts()));

      absorb(place, CloudTrailRecords.signIn().by(MARA).at(now.minus(Duration.ofDays(1))));
      await().atMost(Duration.ofMinutes(2)).until(() -> delivered.addAll(place.alerts()));

      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
      assertEquals("", ninety.err());
      assertEquals(
          List.of("warning", "resolved"),
          bodies(delivered).stream().map(it -> it.at("/unmapped/level").asText()).toList());
    }
  }

  @Test
  void a_table_out_of_reach_for_a_while_ends_no_sweeper() throws IOException {
    Place place = Place.withoutStream();
    Instant now = heardUntilNow(place);
    absorb(place, CloudTrailRecords.signIn().by(MARA).at(now.minus(Duration.ofDays(87))));
    try (Door door = Door.before(Place.stack().endpoints().dynamodb())) {
      Map<String, String> environment = place.task();
      environment.put("AWS_ENDPOINT_URL_DYNAMODB", door.url());
      try (NinetyProcess ninety = NinetyProcess.start(environment, "sweep", "--every", "1s")) {
        List<Message> delivered = new ArrayList<>();
        await().atMost(Duration.ofMinutes(2)).until(() -> delivered.addAll(place.alerts()));

        door.shut();
        await().atMost(Duration.ofMinutes(2)).until(() -> ninety.err().contains("goes on"));
        absorb(place, CloudTrailRecords.signIn().by(MARA).at(now.minus(Duration.ofDays(1))));
        door.open();
        await().atMost(Duration.ofMinutes(2)).until(() -> delivered.addAll(place.alerts()));

        assertEquals(0, ninety.terminate().exitCode(), ninety.err());
        assertFalse(ninety.err().contains("\tat "), ninety.err());
        assertEquals(
            List.of("warning", "resolved"),
            bodies(delivered).stream().map(it -> it.at("/unmapped/level").asText()).toList());
      }
    }
  }

  /** F16. */
  @Test
  void an_instant_beyond_the_horizon_is_refused_but_for_a_dry_run_or_a_trial() {
    Place place = Place.withoutStream();
    Instant now = heardUntilNow(place);
    absorb(place, CloudTrailRecords.signIn().by(MARA).at(now.minus(Duration.ofDays(87))));
    String tomorrow = now.plus(Duration.ofDays(1)).toString();
    String yesterday = now.minus(Duration.ofDays(1)).toString();

    NinetyProcess refused = NinetyProcess.run(place.task(), "sweep", "--at", tomorrow);
    assertEquals(2, refused.exitCode(), refused.err());
    assertTrue(refused.err().contains("beyond the horizon, "), refused.err());
    assertTrue(refused.err().contains("NINETY_TRIAL=yes"), refused.err());
    assertEquals("", refused.out());
    assertEquals(List.of(), place.alerts());
    assertEquals(0, done(place.task(), "sweep", "--dry-run", "--at", tomorrow).exitCode());
    assertEquals(List.of(), place.alerts());

    done(place.task(), "sweep", "--at", yesterday);
    assertEquals(1, place.alerts().size());

    NinetyProcess trial =
        NinetyProcess.run(place.trial(), "sweep", "--at", tomorrow, "--output", "json");
    assertEquals(Place.TRIAL, trial.err());
    assertTrue(json(trial.out()).path("trial").asBoolean(), trial.out());
  }

  /** Policy in force. */
  @Test
  void other_options_than_those_in_force_are_refused_until_somebody_means_them()
      throws IOException {
    Place place = Place.withoutStream();
    Instant now = heardUntilNow(place);
    absorb(place, CloudTrailRecords.signIn().by(MARA).at(now.minus(Duration.ofDays(40))));

    NinetyProcess first = done(place.task(), "sweep");
    assertTrue(first.out().contains("are the policy in force from now on"), first.out());
    assertEquals("", done(place.environment(), "sweep").err());

    String[] stricter = {"sweep", "--inactivity-days", "30,60,90"};
    NinetyProcess refused = NinetyProcess.run(place.environment(), stricter);
    assertEquals(2, refused.exitCode(), refused.err());
    assertEquals("", refused.out());
    assertTrue(
        refused
            .err()
            .contains("--inactivity-days is 86,90,97 in the policy in force, and 30,60,90 here"),
        refused.err());
    assertTrue(refused.err().contains("by scheduled task"), refused.err());
    assertEquals(List.of(), place.alerts());

    NinetyProcess whatIf = done(place.environment(), "users", "--inactivity-days", "30,60,90");
    assertTrue(
        whatIf.out().contains("What if: --inactivity-days 30,60,90 instead of 86,90,97"),
        whatIf.out());
    assertTrue(whatIf.out().contains("warning 40 d"), whatIf.out());
    NinetyProcess inForce = done(place.environment(), "users");
    assertTrue(inForce.out().contains("Policy in force since "), inForce.out());
    assertFalse(inForce.out().contains("warning"), inForce.out());

    NinetyProcess foreseen =
        done(place.environment(), "sweep", "--inactivity-days", "30,60,90", "--dry-run");
    assertTrue(
        foreseen.out().contains("the policy would change --inactivity-days"), foreseen.out());
    assertEquals(List.of(), place.alerts());

    NinetyProcess meant = done(place.task(), stricter);
    assertTrue(meant.out().contains("30,60,90 instead of 86,90,97"), meant.out());
    assertEquals(
        List.of("warning"),
        bodies(place.alerts()).stream().map(it -> it.at("/unmapped/level").asText()).toList());
    assertTrue(done(place.environment(), "users").out().contains("warning 40 d"));
  }

  @Test
  void a_sweep_that_cannot_send_says_so_and_fails() {
    Place place = Place.withoutStream();
    absorb(place, CloudTrailRecords.signIn().by(MARA).at(MONDAY));
    Map<String, String> environment = place.trial();
    environment.put("NINETY_ALERT_QUEUE", place.alertQueue().replace("-alerts", "-nothing"));

    NinetyProcess failed = NinetyProcess.run(environment, "sweep", "--at", day(90).toString());

    assertEquals(1, failed.exitCode());
    assertTrue(failed.err().contains("There is no alert queue"), failed.err());
    assertFalse(failed.err().contains("\tat "), failed.err());
  }

  private static NinetyProcess done(Map<String, String> environment, String... arguments) {
    NinetyProcess ninety = NinetyProcess.run(environment, arguments);
    assertEquals(0, ninety.exitCode(), ninety.err());
    assertEquals("", ninety.err());
    return ninety;
  }

  /** As if a consumer had processed all there is; a moment after the horizon. */
  private static Instant heardUntilNow(Place place) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    place.coverage().progressed("shardId-000000000000", new Progress(now, false));
    return now.minus(Horizon.ALLOWANCE);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  static Sweep sweeper(Place place) {
    return sweep(place.places(place.dossiers(), alerts(place)), 8);
  }

  private static SqsAlerts alerts(Place place) {
    return alerts(Place.stack().sqs(), place.alertQueue());
  }

  static SqsAlerts alerts(SqsAsyncClient sqs, String queue) {
    return new SqsAlerts(sqs, queue, Optional.empty());
  }

  static Sweep sweep(Places places, int atMost) {
    return new Sweep(
        places,
        new Rules(Policy.STANDARD, Set.of(), Duration.ofHours(1), Optional.empty()),
        atMost,
        Executors::newVirtualThreadPerTaskExecutor,
        _ -> {});
  }

  private static Instant day(int number) {
    return MONDAY.plus(Duration.ofDays(number));
  }

  /** What the command says it delivered, such as {@code inactivity warning}. */
  private static List<String> steps(Place place, Instant at) {
    NinetyProcess ninety = sweep(place, at, "--output", "json");
    List<String> steps = new ArrayList<>();
    for (JsonNode step : json(ninety.out()).path("steps")) {
      assertTrue(step.path("delivered").asBoolean());
      steps.add(step.path("control").asText() + " " + step.path("step").asText());
    }
    return steps;
  }

  private static NinetyProcess sweep(Place place, Instant at, String... more) {
    List<String> arguments = new ArrayList<>(List.of("sweep", "--at", at.toString()));
    arguments.addAll(List.of(more));
    NinetyProcess ninety = NinetyProcess.run(place.trial(), arguments.toArray(String[]::new));
    assertEquals(0, ninety.exitCode(), ninety.err());
    assertEquals(Place.TRIAL, ninety.err());
    return ninety;
  }

  /** Does what the consumer does with one record. */
  static void absorb(Place place, CloudTrailRecords record) {
    Instant late = day(1000);
    if (!(new RecordReader(Watched.stream())
            .read(record.envelope().getBytes(StandardCharsets.UTF_8), late)
            .decoded()
        instanceof Decoded.Observed(var fact))) {
      throw new AssertionError("not observed: " + record);
    }
    UserId id =
        switch (fact.subject()) {
          case ninety.user.Subject.ById(var known, _) -> known;
          case ninety.user.Subject.ByName _ -> throw new AssertionError();
        };
    DynamoDossiers dossiers = place.dossiers();
    Dossier known = dossiers.read(id).orElseGet(() -> Dossier.unknown(id));
    while (true) {
      Optional<Dossier> changed = known.absorb(UserRecord.of(id, fact), Duration.ZERO);
      if (changed.isEmpty()
          || !(dossiers.store(changed.get()) instanceof Dossiers.Stored.Overtaken(var now))) {
        return;
      }
      known = now;
    }
  }

  static UUID alertId(Message message) {
    return UUID.fromString(json(message.body()).at("/metadata/uid").asText());
  }

  private static List<JsonNode> bodies(List<Message> messages) {
    return messages.stream().map(Message::body).map(SweepIT::json).toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException noJson) {
      throw new AssertionError(text, noJson);
    }
  }
}
