package ninety.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ninety.coverage.Progress;
import ninety.finding.Dossier;
import ninety.user.Credentials;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Proof;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;

/** Exemptions through the real command on a real table, and what users and sweeps make of them. */
final class ExemptIT {

  private static final Instant MONDAY = Instant.parse("2026-06-01T08:14:27Z");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void an_exemption_is_added_listed_and_removed_and_stays_in_the_trail() {
    Place place = Place.withoutStream();
    signIn(place, user(1), "break-glass-1", MONDAY);
    signIn(place, user(2), "break-glass-2", MONDAY);
    signIn(place, user(3), "mara.lindqvist", MONDAY);

    NinetyProcess add =
        done(
            place,
            "exempt add Break-Glass-* --covers 2 --owner platform --until 90d --by kim --reason"
                .split(" "),
            "emergency access");
    assertTrue(
        add.out().contains("It covers 2 of the 3 users that are known and not deleted:"),
        add.out());
    assertTrue(add.out().contains(user(1) + "  break-glass-1  enabled"), add.out());
    assertFalse(add.out().contains("mara"), add.out());

    JsonNode listed = lines(done(place, "exempt list --output json".split(" ")).out()).getFirst();
    assertEquals("in-force", listed.path("state").asText());
    assertEquals("Break-Glass-*", listed.path("pattern").asText());
    assertEquals(2, listed.path("users").asInt());
    assertEquals("platform", listed.path("owner").asText());
    assertEquals("emergency access", listed.path("reason").asText());
    assertEquals("kim", listed.at("/added/by").asText());
    assertEquals("unknown", listed.at("/added/caller").asText());
    assertFalse(listed.at("/added/callerUnknownBecause").asText().isBlank());
    assertEquals(2, listed.path("usersWhenAdded").asInt());
    Instant added = Instant.parse(listed.at("/added/at").asText());
    assertEquals(added.plus(90, ChronoUnit.DAYS), Instant.parse(listed.path("until").asText()));
    String id = listed.path("id").asText();
    assertTrue(add.out().startsWith("Exemption " + id + ": Break-Glass-* is exempt until "));

    NinetyProcess remove =
        done(
            place, "exempt remove %s --by ann --reason".formatted(id).split(" "), "moved to roles");
    assertTrue(
        remove
            .out()
            .startsWith(
                "Exemption %s of Break-Glass-* is removed; it covered 2 of the 3 users"
                    .formatted(id)),
        remove.out());

    assertEquals("No exemptions in force\n", done(place, "exempt", "list").out());
    JsonNode trail =
        lines(done(place, "exempt list --all --output json".split(" ")).out()).getFirst();
    assertEquals("removed", trail.path("state").asText());
    assertEquals("ann", trail.at("/removed/by").asText());
    assertEquals("moved to roles", trail.at("/removed/reason").asText());
    assertEquals("unknown", trail.at("/removed/caller").asText());
    assertEquals(2, trail.at("/removed/users").asInt());
  }

  @Test
  void all_mistakes_of_an_addition_are_reported_at_once() {
    Place place = Place.withoutStream();
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    NinetyProcess nothing = refused(2, place, "exempt", "add", "--by", " ", "--output", "yaml");

    List<String> mistakes = nothing.err().lines().toList();
    assertEquals(
        List.of(
            "ninety exempt add: USER-OR-PATTERN is missing.",
            "ninety exempt add: --owner is missing."),
        mistakes.subList(0, 2));
    String end = "ninety exempt add: --until is missing; every exemption ends, at ";
    assertTrue(mistakes.get(2).startsWith(end), mistakes.get(2));
    Instant latest =
        Instant.parse(mistakes.get(2).substring(end.length()).replace(" at the latest.", ""));
    assertFalse(latest.isBefore(before.plus(366, ChronoUnit.DAYS)));
    assertEquals(
        List.of(
            "ninety exempt add: --reason is missing.",
            "ninety exempt add: --by is missing.",
            "ninety exempt add: --output: 'yaml' is not one of table, json.",
            "Try 'ninety exempt add --help'."),
        mistakes.subList(3, mistakes.size()));

    NinetyProcess wrong =
        refused(
            2,
            place,
            "exempt add ab* --owner platform --until 2026-06-01 --by kim --reason".split(" "),
            "two\nlines");
    assertEquals(
        """
        ninety exempt add: USER-OR-PATTERN: 'ab*': a pattern needs at least 3 characters beside * and ?, or it would cover nearly everybody.
        ninety exempt add: --until: '2026-06-01' is not ahead.
        ninety exempt add: --reason has line breaks or other control characters.
        Try 'ninety exempt add --help'.
        """,
        wrong.err());
    NinetyProcess far =
        refused(
            2,
            place,
            "exempt add break-glass-* --owner platform --until 367d --reason test".split(" "));
    assertTrue(
        far.err()
            .startsWith(
                "ninety exempt add: --until: '367d' is too far ahead; the latest possible is 20"),
        far.err());
    assertEquals(
        """
        ninety exempt remove: ID is missing.
        ninety exempt remove: --reason is missing.
        Try 'ninety exempt remove --help'.
        """,
        refused(2, place, "exempt", "remove").err());
    assertEquals("No exemptions in force\n", done(place, "exempt", "list").out());
  }

  @Test
  void what_would_change_nothing_is_refused() {
    Place place = Place.withoutStream();
    String id = add(place, "break-glass-*", "30d");

    NinetyProcess again =
        refused(
            1,
            place,
            "exempt add break-glass-* --owner platform --until 29d --reason test".split(" "));

    assertTrue(again.err().contains("break-glass-* is exempt already, until 20"), again.err());
    assertTrue(again.err().contains("(" + id + ", owner platform)"), again.err());
    assertEquals(
        "ninety exempt remove: There is no exemption 'nonsense'. See 'ninety exempt list'.\n",
        refused(1, place, "exempt remove nonsense --reason test".split(" ")).err());
    done(place, "exempt remove %s --by kim --reason test".formatted(id).split(" "));
    assertTrue(
        refused(1, place, "exempt remove %s --reason test".formatted(id).split(" "))
            .err()
            .startsWith(
                "ninety exempt remove: Exemption %s was removed before, by kim at 20"
                    .formatted(id)));
  }

  @Test
  void of_people_who_add_at_one_time_nobody_loses() {
    Place place = Place.withoutStream();

    List<NinetyProcess> people =
        IntStream.range(0, 4)
            .mapToObj(i ->
                NinetyProcess.start(
                    place.environment(),
                    "exempt add service-%d-* --owner platform --until 30d --reason test"
                        .formatted(i)
                        .split(" ")))
            .toList();
    people.forEach(each -> assertEquals(0, each.exitCode(), each.err()));

    assertEquals(
        Set.of("service-0-*", "service-1-*", "service-2-*", "service-3-*"),
        lines(done(place, "exempt list --output json".split(" ")).out()).stream()
            .map(each -> each.path("pattern").asText())
            .collect(Collectors.toSet()));
  }

  @Test
  void sweeps_find_additions_and_removals_by_themselves_and_users_shows_them() {
    Place place = Place.withoutStream();
    listening(place);
    signIn(place, user(1), "break-glass-1", MONDAY);
    assertEquals(List.of("breach"), steps(place, day(90)));

    String id = add(place, "break-glass-* --covers 1", "300d");
    JsonNode sweep = sweep(place, day(91));
    assertEquals(List.of("suppressed"), steps(sweep));
    assertEquals("exempted", sweep.at("/noticeSteps/0/step").asText());
    assertEquals("exemption " + id, sweep.at("/noticeSteps/0/about").asText());
    assertTrue(sweep.at("/noticeSteps/0/delivered").asBoolean());
    assertEquals(1, sweep.path("usersExempt").asInt());
    assertEquals(List.of(), steps(place, day(92)));
    NinetyProcess users = done(place, "users", "--wide", "--at", day(92).toString());
    assertTrue(users.out().contains("exempt until 20"), users.out());
    assertTrue(users.out().contains("(" + id + ")"), users.out());
    assertTrue(users.out().contains("1 user, 1 exempt\n"), users.out());
    assertTrue(users.out().contains("1 exemption in force"), users.out());
    assertTrue(users.out().contains("Listening since 2020-01-01T00:00:00Z, without a gap"));

    done(place, "exempt remove %s --reason test".formatted(id).split(" "));
    JsonNode last = sweep(place, day(93));
    assertEquals(List.of("breach"), steps(last));
    assertEquals("exemption-removed", last.at("/noticeSteps/0/step").asText());
    List<String> reported =
        place.alerts().stream()
            .map(message -> lines(message.body()).getFirst())
            .filter(alert -> alert.at("/unmapped/control").asText().equals("exemption"))
            .map(alert -> alert.at("/unmapped/level").asText())
            .toList();
    assertEquals(List.of("exempted", "exemption-removed"), reported);
  }

  @Test
  void a_pattern_that_covers_many_is_refused_until_somebody_repeats_the_number() {
    Place place = Place.withoutStream();
    IntStream.rangeClosed(1, 7).forEach(i -> signIn(place, user(i), "service-" + i, MONDAY));
    signIn(place, user(8), "mara.lindqvist", MONDAY);
    String add = "exempt add service-* --owner platform --until 90d --reason test";

    NinetyProcess silent = refused(1, place, add.split(" "));

    assertTrue(
        silent
            .err()
            .startsWith(
                """
                ninety exempt add: service-* covers 7 of the 8 users that are known and not deleted. Nothing was stored.
                ninety exempt add: That is more than 5 users, or more than 5 % of them. If it is meant, repeat the number with --covers 7.
                ninety exempt add: USER\
                """),
        silent.err());
    assertTrue(silent.err().contains(user(7) + "  service-7"), silent.err());
    assertTrue(refused(1, place, (add + " --covers 6").split(" ")).err().contains(", and not 6."));
    assertEquals("No exemptions in force\n", done(place, "exempt", "list").out());
    done(place, (add + " --covers 7").split(" "));
  }

  @Test
  void the_last_line_for_machines_says_what_it_rests_on() {
    Place place = Place.withoutStream();
    listening(place);
    signIn(place, user(1), "mara.lindqvist", MONDAY);

    List<JsonNode> lines = lines(done(place, "users --output json".split(" ")).out());

    assertEquals(2, lines.size());
    assertEquals(user(1).value(), lines.getFirst().path("userId").asText());
    JsonNode source = lines.getLast();
    assertEquals("shard", source.at("/horizon/heldBackBy").asText());
    assertEquals(source.path("asOf").asText(), source.at("/horizon/at").asText());
    assertEquals("2020-01-01T00:00:00Z", source.path("coverageSince").asText());
    assertEquals(0, source.path("exemptions").asInt());
  }

  @Test
  void where_no_consumer_ever_ran_nobody_is_judged() {
    Place place = Place.withoutStream();
    signIn(place, user(1), "mara.lindqvist", MONDAY);

    NinetyProcess sweep = NinetyProcess.run(place.task(), "sweep", "--output", "json");

    assertEquals(1, sweep.exitCode());
    assertEquals(
        "ninety sweep: No consumer is known to have run with table %s, so nobody can be judged. Start"
                .formatted(place.table())
            + " 'ninety process'.\n",
        sweep.err());
    JsonNode said = lines(sweep.out()).getFirst();
    assertFalse(said.path("judged").asBoolean());
    assertTrue(said.path("asOf").isNull());
    assertEquals("no-consumer", said.at("/horizon/heldBackBy").asText());
    assertEquals(0, said.path("steps").size());
    assertTrue(said.path("sourceSteps").size() > 0);
    NinetyProcess users = done(place, "users");
    assertTrue(users.out().contains("not-checked"), users.out());
    assertTrue(users.out().contains("no consumer is known to have run"), users.out());
  }

  /** A consumer is at the tip. */
  private static void listening(Place place) {
    place.coverage().shards(Map.of("shardId-000000000000", new Progress(MONDAY, false)));
    place
        .coverage()
        .progressed(
            "shardId-000000000000",
            new Progress(Instant.now().truncatedTo(ChronoUnit.MILLIS), false));
  }

  private static void signIn(Place place, UserId user, String name, Instant at) {
    Fact fact =
        new Fact(
            new Subject.ById(user, Optional.of(name)),
            Optional.of("d-9067f2a1c4"),
            new Kind.SignIn(Credentials.parse("PASSWORD,TOTP")),
            new Proof(at, "event-" + name, "signin.amazonaws.com UserAuthentication"));
    place
        .dossiers()
        .store(
            Dossier.unknown(user).absorb(UserRecord.of(user, fact), Duration.ZERO).orElseThrow());
  }

  private static UserId user(int number) {
    return new UserId("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-%012x".formatted(number));
  }

  private static Instant day(int number) {
    return MONDAY.plus(Duration.ofDays(number));
  }

  /** The id of what was added. */
  private static String add(Place place, String who, String until) {
    String line =
        "exempt add %s --owner platform --until %s --reason test --output json"
            .formatted(who, until);
    return lines(done(place, line.split(" ")).out()).getFirst().path("id").asText();
  }

  private static JsonNode sweep(Place place, Instant at) {
    NinetyProcess sweep =
        NinetyProcess.run(place.trial(), "sweep", "--output", "json", "--at", at.toString());
    assertEquals(0, sweep.exitCode(), sweep.err());
    assertEquals(Place.TRIAL, sweep.err());
    return lines(sweep.out()).getFirst();
  }

  /** What a sweep decided about users. */
  private static List<String> steps(Place place, Instant at) {
    return steps(sweep(place, at));
  }

  private static List<String> steps(JsonNode said) {
    List<String> steps = new ArrayList<>();
    said.path("steps")
        .forEach(step -> {
          if (step.path("control").asText().equals("inactivity")) {
            steps.add(step.path("step").asText());
          }
        });
    return steps;
  }

  private static NinetyProcess done(Place place, String[] arguments, String last) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(last);
    return done(place, all.toArray(String[]::new));
  }

  private static NinetyProcess done(Place place, String... arguments) {
    NinetyProcess ninety = NinetyProcess.run(place.environment(), arguments);
    assertEquals(0, ninety.exitCode(), ninety.err());
    assertEquals("", ninety.err());
    return ninety;
  }

  private static NinetyProcess refused(int code, Place place, String[] arguments, String last) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(last);
    return refused(code, place, all.toArray(String[]::new));
  }

  private static NinetyProcess refused(int code, Place place, String... arguments) {
    NinetyProcess ninety = NinetyProcess.run(place.environment(), arguments);
    assertEquals(code, ninety.exitCode(), ninety.err());
    assertEquals("", ninety.out());
    return ninety;
  }

  private static List<JsonNode> lines(String out) {
    return out.lines()
        .map(line -> {
          try {
            return JSON.readTree(line);
          } catch (IOException noJson) {
            throw new AssertionError(out, noJson);
          }
        })
        .toList();
  }
}
