package ninety.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import ninety.Seeds;
import ninety.coverage.Expectations.Expectation;
import ninety.user.Author;
import ninety.user.Caller;
import org.junit.jupiter.api.Test;

/** Promise 7: what was read of archived logs, and what follows from it. */
final class BackfillTest {

  private static final Source FRANKFURT = new Source("111122223333", "eu-central-1");
  private static final Source IRELAND = new Source("111122223333", "eu-west-1");
  private static final Expectation HOLDS = new Expectation(List.of(), Optional.empty());
  private static final Instant INSTALLED = day(91);

  private static Author author(String by, double at) {
    return new Author(
        by, day(at), Optional.of(new Caller.Known("arn:aws:iam::111122223333:" + by)));
  }

  private static Backfill stated(Map<Source, List<Span>> places) {
    return Backfill.stated(places, author("kim", 100));
  }

  private static Instant day(double number) {
    return Instant.parse("2026-01-01T00:00:00Z")
        .plus(Duration.ofMinutes(Math.round(number * 24 * 60)));
  }

  private static Span days(double from, double to) {
    return new Span(day(from), day(to));
  }

  private static Expectations expecting(Source... sources) {
    Map<Source, Expectation> all = new HashMap<>();
    for (Source source : sources) {
      all.put(source, HOLDS);
    }
    return new Expectations(all);
  }

  @Test
  void time_is_read_where_the_logs_of_every_place_are() {
    Backfill read =
        stated(
            Map.of(FRANKFURT, List.of(days(0, 10), days(20, 30)), IRELAND, List.of(days(5, 25))));

    assertEquals(
        List.of(days(5, 10), days(20, 25)),
        read.everywhere(expecting(FRANKFURT, FRANKFURT.as(Source.Kind.CLOUDTRAIL), IRELAND)).all());
    assertEquals(List.of(days(0, 10), days(20, 30)), read.everywhere(expecting(FRANKFURT)).all());
  }

  @Test
  void of_a_place_that_was_left_out_nothing_is_read() {
    Backfill read = stated(Map.of(FRANKFURT, List.of(days(0, 10))));

    assertEquals(List.of(), read.everywhere(expecting(FRANKFURT, IRELAND)).all());
    assertEquals(
        List.of(),
        read.everywhere(expecting(FRANKFURT, IRELAND.as(Source.Kind.REPLICA))).all(),
        "a Region in which the instance is replicated counts, listened to or not");
  }

  @Test
  void where_nothing_is_expected_or_not_known_of_which_account_nothing_is_read() {
    Backfill read = stated(Map.of(FRANKFURT, List.of(days(0, 10))));

    assertEquals(List.of(), read.everywhere(Expectations.NONE).all());
    assertEquals(List.of(), read.everywhere(expecting(Source.ofRegion("eu-central-1"))).all());
  }

  @Test
  void a_place_that_is_given_up_is_wanted_until_then() {
    Backfill read = stated(Map.of(FRANKFURT, List.of(days(0, 30)), IRELAND, List.of(days(0, 5))));
    Expectations expectations =
        new Expectations(
            Map.of(FRANKFURT, HOLDS, IRELAND, new Expectation(List.of(), Optional.of(day(20)))));

    assertEquals(List.of(days(0, 5), days(20, 30)), read.everywhere(expectations).all());
  }

  private static Coverage installed(Backfill read, double firstHeard) {
    Expectations expectations = expecting(FRANKFURT);
    return new Coverage(
        Optional.of(INSTALLED),
        read.everywhere(expectations),
        Coverage.Stated.NOTHING,
        List.of(),
        Doubts.NONE,
        Map.of("shard", new Progress(day(100), false)),
        Map.of(FRANKFURT, new Listening(List.of(days(firstHeard, 100)))),
        expectations);
  }

  @Test
  void coverage_begins_where_archived_logs_that_reach_up_to_listening_do() {
    Coverage coverage = installed(stated(Map.of(FRANKFURT, List.of(days(1, 92)))), 91.5);

    assertEquals(Optional.of(day(1)), coverage.from());
    assertEquals(List.of(), coverage.gaps(Set.of(FRANKFURT)));
    assertEquals(Optional.of(day(91.5)), coverage.heardSince());
  }

  @Test
  void logs_that_end_before_listening_began_prove_nothing_yet() {
    Coverage coverage = installed(stated(Map.of(FRANKFURT, List.of(days(1, 90)))), 91);

    assertEquals(Optional.of(INSTALLED), coverage.from());
  }

  @Test
  void what_lies_between_the_logs_and_the_first_sign_of_life_is_a_gap() {
    Coverage coverage = installed(stated(Map.of(FRANKFURT, List.of(days(1, 92)))), 93);

    assertEquals(List.of(days(92, 93)), coverage.gaps(Set.of(FRANKFURT)));
    assertEquals(
        Duration.ofDays(98),
        coverage.observed(Set.of(FRANKFURT)).orElseThrow().observed(day(1), day(100)));
  }

  @Test
  void time_is_verified_where_it_is_of_every_place_and_else_it_is_somebodys_word() {
    Backfill read =
        Backfill.proven(Map.of(FRANKFURT, List.of(days(0, 30)), IRELAND, List.of(days(5, 10))))
            .join(stated(Map.of(IRELAND, List.of(days(8, 20)))));

    assertEquals(
        new Archived(List.of(days(5, 10)), List.of(days(10, 20)), List.of(author("kim", 100))),
        read.everywhere(expecting(FRANKFURT, IRELAND)));
    assertEquals(
        new Archived(List.of(days(0, 30)), List.of(), List.of()),
        read.everywhere(expecting(FRANKFURT)));
  }

  @Test
  void of_a_word_that_is_given_again_the_last_time_is_kept() {
    Backfill read =
        Backfill.stated(Map.of(FRANKFURT, List.of(days(0, 2))), author("kim", 100))
            .join(Backfill.stated(Map.of(FRANKFURT, List.of(days(2, 3))), author("kim", 90)))
            .join(Backfill.stated(Map.of(FRANKFURT, List.of(days(2, 4))), author("ann", 95)));

    assertEquals(
        new Archived(
            List.of(), List.of(days(0, 4)), List.of(author("ann", 95), author("kim", 100))),
        read.everywhere(expecting(FRANKFURT)));
  }

  @Test
  void who_is_not_needed_is_not_named() {
    Backfill read =
        Backfill.proven(Map.of(FRANKFURT, List.of(days(0, 5))))
            .join(Backfill.stated(Map.of(FRANKFURT, List.of(days(0, 5))), author("kim", 90)))
            .join(Backfill.stated(Map.of(IRELAND, List.of(days(0, 5))), author("ann", 90)));

    assertEquals(
        new Archived(List.of(days(0, 5)), List.of(), List.of()),
        read.everywhere(expecting(FRANKFURT)));
  }

  private static Backfill any(RandomGenerator random) {
    Backfill all = Backfill.NONE;
    for (int i = random.nextInt(5); i > 0; i--) {
      Map<Source, List<Span>> places =
          Map.of(random.nextBoolean() ? FRANKFURT : IRELAND, Minutes.anySpans(random, 6));
      all =
          all.join(
              random.nextBoolean()
                  ? Backfill.proven(places)
                  : Backfill.stated(
                      places, author(random.nextBoolean() ? "kim" : "ann", random.nextInt(3))));
    }
    return all;
  }

  @Test
  void reading_in_parts_and_again_comes_to_the_same() {
    Seeds.each(
        500,
        random -> {
          Backfill one = any(random);
          Backfill two = any(random);
          Backfill three = any(random);

          assertEquals(one.join(two), two.join(one));
          assertEquals(one.join(two).join(three), one.join(two.join(three)));
          assertEquals(one.join(two), one.join(two).join(one).join(two));
        });
  }
}
