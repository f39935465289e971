package ninety.cli.terminal;

import static ninety.cli.terminal.People.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.app.Sources.Expected;
import ninety.coverage.Coverage;
import ninety.coverage.Expectations;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Replication;
import ninety.coverage.Source;
import ninety.coverage.Span;
import org.junit.jupiter.api.Test;

final class FeedViewTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:14:27Z");
  private static final Instant BEGUN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Source FRANKFURT = Source.ofRegion("eu-central-1");

  @Test
  void what_users_are_judged_on_stands_in_three_lines() {
    FeedView source = view(covered(List.of(new Span(BEGUN, NOW))));

    assertEquals(
        """
        As of 2026-06-01T07:59:27Z (15 min behind the clock)
        Listening since 2026-03-01T00:00:00Z, without a gap
        1 exemption in force (see 'ninety exempt list')
        """,
        printed(out -> source.print(source.asOf(), 1, out)));
  }

  @Test
  void gaps_and_what_holds_back_are_reported() {
    Instant silent = Instant.parse("2026-04-01T00:00:00Z");
    Instant back = Instant.parse("2026-04-02T00:00:00Z");
    Instant last = Instant.parse("2026-06-01T01:00:00Z");
    FeedView source = view(covered(List.of(new Span(BEGUN, silent), new Span(back, last))));

    assertEquals(
        """
        As of 2026-06-01T00:45:00Z (7 h behind the clock)
        Not checked after that: no heartbeat from eu-central-1 since 2026-06-01T01:00:00Z.
        Listening since 2026-03-01T00:00:00Z; 1 gap, 24 h in all, the last until 2026-04-02T00:00:00Z
        No exemptions in force
        """,
        printed(out -> source.print(source.asOf(), 0, out)));
    assertEquals(
        """
        {"asOf":"2026-06-01T00:45:00Z","horizon":{"at":"2026-06-01T00:45:00Z","lagSeconds":26967,\
        "limitSeconds":3600,"late":true,"heldBackBy":"source","signOfLife":"schedule","region":"eu-central-1",\
        "source":"eu-central-1","otherSignComes":false},\
        "coverageFrom":"2026-03-01T00:00:00Z","coverageSince":"2026-03-01T00:00:00Z",\
        "gaps":[{"from":"2026-04-01T00:00:00Z","to":"2026-04-02T00:00:00Z"}],"inDoubt":null,\
        "noSignOfLifeFrom":[],"regionsKnownAt":null,"exemptions":0}\
        """,
        Json.line(source.fields(source.asOf(), 0)));
  }

  /** S1: what is switched off is said wherever something rests on it. */
  @Test
  void where_no_sign_of_life_is_expected_from_a_trail_that_is_said() {
    Expected off = new Expected(Set.of(FRANKFURT), Set.of(FRANKFURT), Duration.ofHours(1));
    FeedView source = new FeedView(covered(List.of(new Span(BEGUN, NOW))), off, NOW);

    assertEquals(
        """
        As of 2026-06-01T07:59:27Z (15 min behind the clock)
        Listening since 2026-03-01T00:00:00Z, without a gap
        No sign of life of CloudTrail is expected from eu-central-1: a trail or rule that stops there goes unnoticed.
        No exemptions in force
        """,
        printed(out -> source.print(source.asOf(), 0, out)));
    assertEquals(List.of("eu-central-1"), source.fields(NOW, 0).get("noSignOfLifeFrom"));
  }

  @Test
  void for_a_chosen_instant_it_says_up_to_when_all_is_known() {
    FeedView source = view(covered(List.of(new Span(BEGUN, NOW))));

    assertEquals(
        """
        As of 2026-09-01T00:00:00Z, beyond the horizon: what happened after the horizon was not heard
        Processed up to 2026-06-01T07:59:27Z (15 min behind the clock)
        Listening since 2026-03-01T00:00:00Z, without a gap
        2 exemptions in force (see 'ninety exempt list')
        """,
        printed(out -> source.print(Instant.parse("2026-09-01T00:00:00Z"), 2, out)));
    String before =
        printed(out -> source.print(Instant.parse("2026-05-01T00:00:00.123456789Z"), 2, out));
    assertTrue(before.startsWith("As of 2026-05-01T00:00:00Z\nProcessed up to"), before);
    String first = printed(out -> source.print(Instant.parse("2026-02-01T00:00:00Z"), 2, out));
    assertTrue(
        first.startsWith(
            "As of 2026-02-01T00:00:00Z, before listening began: nothing is known of it\n"),
        first);
  }

  /** "As of" is never before "listening since". */
  @Test
  void as_long_as_the_horizon_lies_before_the_beginning_nobody_can_be_judged() {
    Instant begun = NOW.minus(Duration.ofMinutes(4));
    FeedView source =
        view(
            new Coverage(
                Optional.of(begun),
                List.of(),
                Map.of("shardId-000000000000", new Progress(NOW, false)),
                Map.of(FRANKFURT, new Listening(List.of(new Span(begun, NOW))))));

    assertEquals(
        """
        Nobody can be accused yet: the horizon, 2026-06-01T07:59:27Z (15 min behind the clock), lies before listening began
        Listening since 2026-06-01T08:10:27Z, without a gap
        No exemptions in force
        """,
        printed(out -> source.print(source.asOf(), 0, out)));
  }

  @Test
  void before_any_consumer_ran_nobody_can_be_judged() {
    FeedView source = view(Coverage.NONE);

    assertEquals(
        """
        As of 2026-06-01T08:14:27Z
        Not checked: no consumer is known to have run, so nothing is known of anybody. Start 'ninety process'.
        Not listening yet: no user can be judged
        No exemptions in force
        """,
        printed(out -> source.print(source.asOf(), 0, out)));
  }

  @Test
  void before_any_shard_is_known_neither_whatever_coverage_says() {
    FeedView source = view(new Coverage(Optional.of(BEGUN), List.of(), Map.of(), Map.of()));

    assertEquals(Optional.empty(), source.judged());
    assertEquals(NOW, source.asOf());
    assertTrue(
        printed(out -> source.print(source.asOf(), 0, out))
            .contains("Not listening yet: no user can be judged"));
  }

  private static Coverage covered(List<Span> heard) {
    return new Coverage(
        Optional.of(BEGUN),
        List.of(),
        Map.of("shardId-000000000000", new Progress(NOW, false)),
        Map.of(FRANKFURT, new Listening(heard)));
  }

  /** Adversary's E. */
  @Test
  void how_old_the_word_of_the_instances_regions_is_is_said_where_to_ask_was_refused_since() {
    Expected before = new Expected(Set.of(FRANKFURT), Set.of(), Duration.ofHours(1));
    Optional<Set<String>> regions = Optional.of(Set.of("eu-central-1", "us-west-2"));
    Instant asked = Instant.parse("2026-05-30T00:00:00Z");
    Expected old =
        before.stored(
            Expectations.NONE, Optional.of(new Replication(NOW, regions, Optional.of(asked))));
    Expected young = before.stored(Expectations.NONE, Optional.of(new Replication(asked, regions)));

    assertEquals(
        Set.of(FRANKFURT, new Source(Optional.empty(), "us-west-2", Source.Kind.REPLICA)),
        old.sources());
    assertEquals(
        Optional.of(
            "The Regions of the instance are known as of 2026-05-30T00:00:00Z: to ask was refused"
                + " since."),
        new FeedView(Coverage.NONE, old, NOW)
            .words().stream().filter(line -> line.startsWith("The Regions")).findFirst());
    assertEquals(
        "2026-05-30T00:00:00Z",
        new FeedView(Coverage.NONE, old, NOW).fields(NOW, 0).get("regionsKnownAt"));
    assertEquals(Optional.empty(), young.regionsKnown());
  }

  /** Else a person's shorter list, or none, would show another horizon than sweeps judge by. */
  @Test
  void who_only_looks_goes_by_what_sweeps_expect() {
    Source other = new Source("444455556666", "us-east-1");
    Expected given = new Expected(Set.of(FRANKFURT), Set.of(), Duration.ofHours(1));
    Expectations stored =
        Expectations.NONE.after(new Expecting(Set.of(other), NOW, Optional.empty()), Map.of());

    assertEquals(Set.of(other), given.stored(stored, Optional.empty()).sources());
    assertEquals(Set.of(FRANKFURT), given.stored(Expectations.NONE, Optional.empty()).sources());
  }

  private static FeedView view(Coverage coverage) {
    return new FeedView(
        coverage, new Expected(Set.of(FRANKFURT), Set.of(), Duration.ofHours(1)), NOW);
  }
}
