package ninety.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ninety.coverage.Progress;
import ninety.local.DirectoryLocal;
import ninety.local.DirectoryTrouble;
import ninety.user.UserId;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issue 12: imports by the packaged product into a real table, from a store over HTTP. */
final class ImportIT {

  private static final String STORE = "d-1234567890";
  private static final Instant CREATED = Instant.parse("2025-02-03T09:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  /** 100,000 with {@code -Dninety.users=100000}; every build does a hundredth of them. */
  private static final int USERS = Integer.getInteger("ninety.users", 1_000);

  /** On a slow machine and a DynamoDB that is none of AWS's. */
  private static final Duration LIMIT = Duration.ofMinutes(3).plus(Duration.ofMillis(15L * USERS));

  private final Place place = Place.withoutList();

  /** Throttling, half an answer and an answer without users on the way change nothing. */
  @Test
  void everybody_whom_the_directory_has_is_known_in_time_and_in_256_mb() throws IOException {
    try (DirectoryLocal store = DirectoryLocal.start(STORE)) {
      people(store, 1, USERS);
      store.meets(DirectoryTrouble.THROTTLED, DirectoryTrouble.EMPTY, DirectoryTrouble.GARBAGE);

      long begun = System.nanoTime();
      NinetyProcess ninety =
          NinetyProcess.start(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-jar",
                  NinetyProcess.JAR.toString()),
              environment(store),
              "import",
              "--output",
              "json",
              "--metrics",
              "emf");
      assertEquals(0, ninety.exitCode(LIMIT), ninety.err());
      System.out.printf(
          "import: %d users in %.1f s with a heap of 256 MB%n",
          USERS, (System.nanoTime() - begun) / 1e9);

      JsonNode summary = summary(ninety);
      assertEquals(USERS, summary.path("created").asInt());
      assertEquals("done", summary.path("outcome").asText());
      assertEquals(0, summary.path("missedByEvents").asInt());
      assertEquals(USERS, place.users().count());
      assertTrue(ninety.out().contains("\"Imports\":1"), ninety.out());

      NinetyProcess again = NinetyProcess.start(environment(store), "import", "--output", "json");
      assertEquals(0, again.exitCode(LIMIT), again.err());
      assertEquals(0, summary(again).path("written").asInt());
      NinetyProcess users = NinetyProcess.run(environment(store), "users", user(1).value());
      assertTrue(
          users.out().contains(": %d users of identity store %s".formatted(USERS, STORE)),
          users.out());
    }
  }

  @Test
  void a_list_that_is_not_believed_changes_nobody_until_a_person_repeats_the_number() {
    try (DirectoryLocal store = DirectoryLocal.start(STORE)) {
      people(store, 1, 30);
      assertEquals(0, run(store).exitCode());
      IntStream.rangeClosed(1, 20).forEach(i -> store.remove(user(i).value()));

      NinetyProcess dry = run(store, "--dry-run");
      NinetyProcess refused = run(store);

      assertEquals(1, dry.exitCode());
      assertEquals(1, refused.exitCode());
      assertTrue(
          refused.err().contains("20 of 30 enabled users would be recorded as gone"),
          refused.err());
      assertTrue(refused.err().contains("--yes 20"), refused.err());
      assertEquals(30, enabled());
      NinetyProcess users = NinetyProcess.run(environment(store), "users");
      assertTrue(users.out().contains("was refused: 20 of 30"), users.out());

      NinetyProcess other = run(store, "--yes", "19");
      assertEquals(1, other.exitCode());
      NinetyProcess agreed = run(store, "--yes", "20");
      assertEquals(0, agreed.exitCode(), agreed.err());
      assertEquals(10, enabled());
      assertEquals(20, summary(agreed).path("missedByEvents").asInt());
    }
  }

  @Test
  void an_empty_list_and_another_store_are_refused() {
    try (DirectoryLocal store = DirectoryLocal.start(STORE);
        DirectoryLocal empty = DirectoryLocal.start(STORE);
        DirectoryLocal other = DirectoryLocal.start("d-0987654321")) {
      people(store, 1, 3);
      assertEquals(0, run(store).exitCode());
      other.put("0987654321-3f1c2b7e-5a90-4d61-8b1f-000000000001", "other", true, CREATED);

      NinetyProcess none = run(empty);
      Map<String, String> elsewhere = environment(other);
      elsewhere.put("NINETY_IDENTITY_STORE", "d-0987654321");
      NinetyProcess wrong = NinetyProcess.run(elsewhere, "import", "--output", "json");
      NinetyProcess missing = run(other);

      assertEquals(1, none.exitCode());
      assertTrue(none.err().contains("The list has no users."), none.err());
      assertEquals(1, wrong.exitCode());
      assertTrue(
          wrong
              .err()
              .contains("of identity store d-0987654321, and the table has users of " + STORE),
          wrong.err());
      assertEquals(1, missing.exitCode());
      assertTrue(missing.err().contains("There is no identity store " + STORE), missing.err());
      assertEquals(3, place.users().count());
      assertEquals(3, enabled());
    }
  }

  /** No resume state: killed in the midst and run again, the table is as if nothing had been. */
  @Test
  void killed_in_the_midst_and_run_again_it_ends_in_the_same_table(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("users.csv");
    Files.writeString(
        file,
        IntStream.rangeClosed(1, 3_000)
            .mapToObj(i -> "%s,user-%d,ENABLED,2025-02-03T09:00:00Z".formatted(user(i), i))
            .collect(Collectors.joining("\n", "user_id,user_name,status,created_at\n", "\n")));
    String[] arguments = {
      "import", "--from", file.toString(), "--listed-at", "2026-06-01T08:00:00Z", "--output", "json"
    };
    Map<String, String> environment = place.environment();
    environment.put("NINETY_IDENTITY_STORE", STORE);

    NinetyProcess killed = NinetyProcess.start(environment, arguments);
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> place.users().limit(10).count() == 10);
    killed.kill();
    long before = place.users().count();
    NinetyProcess again = NinetyProcess.run(environment, arguments);

    Place whole = Place.withoutList();
    Map<String, String> once = whole.environment();
    once.put("NINETY_IDENTITY_STORE", STORE);
    assertEquals(0, NinetyProcess.run(once, arguments).exitCode());

    System.out.printf("import: killed after %d of 3000 users%n", before);
    assertEquals(0, again.exitCode(), again.err());
    assertEquals(records(whole), records(place));
    assertEquals(3_000, records(place).size());
  }

  /** Who was never listed is watched by nobody, so that is a finding; a dry run ends it not. */
  @Test
  void until_the_first_import_ran_sweeps_say_once_that_the_population_is_not_known() {
    try (DirectoryLocal store = DirectoryLocal.start(STORE)) {
      people(store, 1, 3);
      place
          .coverage()
          .progressed(
              "shardId-000000000000",
              new Progress(Instant.now().truncatedTo(ChronoUnit.MILLIS), false));
      NinetyProcess unknown = NinetyProcess.run(environment(store), "coverage");

      List<List<String>> steps = new ArrayList<>();
      steps.add(sweep(store));
      steps.add(sweep(store));
      run(store, "--dry-run");
      steps.add(sweep(store));
      NinetyProcess open = NinetyProcess.run(environment(store), "sweep", "--resend");
      assertEquals(0, run(store).exitCode());
      steps.add(sweep(store));
      steps.add(sweep(store));

      assertTrue(unknown.out().contains("The population is not known"), unknown.out());
      assertEquals(
          List.of(
              List.of("population-unknown"),
              List.of(),
              List.of(),
              List.of("population-known"),
              List.of()),
          steps);
      assertTrue(open.err().contains("population population-unknown  1"), open.err());
      Map<Boolean, List<JsonNode>> sent =
          place.alerts().stream()
              .map(it -> json(it.body()))
              .collect(Collectors.partitioningBy(ImportIT::isOfPopulation));
      List<JsonNode> alerts = sent.getOrDefault(true, List.of());
      // Nobody ever saw them do anything, and they are judged at once.
      assertEquals(
          List.of("escalated", "escalated", "escalated"),
          sent.getOrDefault(false, List.of()).stream()
              .map(it -> it.at("/unmapped/level").asText())
              .toList());
      assertEquals(
          List.of("population-unknown", "population-known"),
          alerts.stream().map(it -> it.at("/unmapped/level").asText()).toList());
      assertEquals(
          1, alerts.stream().map(it -> it.at("/finding_info/uid").asText()).distinct().count());
      assertEquals(3, alerts.getLast().at("/unmapped/users_created").asInt());
      NinetyProcess known = NinetyProcess.run(environment(store), "coverage");
      assertTrue(known.out().contains("Compared with the directory at "), known.out());
    }
  }

  private static boolean isOfPopulation(JsonNode alert) {
    return alert.at("/unmapped/control").asText().equals("population");
  }

  private List<String> sweep(DirectoryLocal store) {
    Map<String, String> environment = environment(store);
    environment.put("NINETY_CHANGE_POLICY", "true");
    NinetyProcess sweep = NinetyProcess.run(environment, "sweep", "--output", "json");
    assertEquals(0, sweep.exitCode(), sweep.err());
    List<String> steps = new ArrayList<>();
    json(sweep.out().lines().findFirst().orElseThrow())
        .path("noticeSteps")
        .forEach(step -> steps.add(step.path("step").asText()));
    return steps;
  }

  private long enabled() {
    return place.users().filter(it -> it.user().status() == Status.ENABLED).count();
  }

  private static Map<UserId, UserRecord> records(Place where) {
    return where.users().collect(Collectors.toMap(it -> it.user().id(), it -> it.user()));
  }

  private NinetyProcess run(DirectoryLocal store, String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "import";
    arguments[1] = "--output";
    arguments[2] = "json";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return NinetyProcess.run(environment(store), arguments);
  }

  private Map<String, String> environment(DirectoryLocal store) {
    Map<String, String> environment = place.environment();
    environment.putAll(store.environment());
    environment.put("NINETY_IDENTITY_STORE", STORE);
    return environment;
  }

  private static JsonNode summary(NinetyProcess ninety) {
    return ninety
        .out()
        .lines()
        .filter(line -> line.contains("\"outcome\""))
        .map(ImportIT::json)
        .reduce((_, last) -> last)
        .orElseThrow(() -> new AssertionError(ninety.err()));
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException broken) {
      throw new AssertionError(line, broken);
    }
  }

  private static void people(DirectoryLocal store, int from, int to) {
    IntStream.rangeClosed(from, to)
        .forEach(i -> store.put(user(i).value(), "user-" + i, true, CREATED));
  }

  private static UserId user(int number) {
    return new UserId("1234567890-3f1c2b7e-5a90-4d61-8b1f-%012x".formatted(number));
  }
}
