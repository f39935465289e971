package ninety.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.app.Sources.Contradiction;
import ninety.app.Sources.Contradictory;
import ninety.app.Sources.Expected;
import ninety.coverage.Expecting.Claim;
import ninety.coverage.Source;
import ninety.coverage.Source.Kind;
import org.junit.jupiter.api.Test;

/** S1: of which places which signs of life are expected. */
final class SourcesTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String ACCOUNT = "111122223333";
  private static final String ROLE = "arn:aws:iam::111122223333:role/ninety-sign-of-life";
  private static final Map<String, String> ROLES = Map.of(ACCOUNT, ROLE);
  private static final Source HERE = new Source(ACCOUNT, "eu-central-1");
  private static final Source THERE = new Source("444455556666", "us-east-1");

  @Test
  void without_roles_heartbeats_alone_are_expected_and_nothing_proves_a_trail() {
    Source alone = Source.ofRegion("eu-central-1");

    assertEquals(
        new Expected(Set.of(alone), Set.of(alone), HOUR),
        sources(Optional.empty(), Optional.empty(), Map.of(), Set.of())
            .expected(() -> "eu-central-1"));
    assertEquals(
        new Expected(Set.of(HERE), Set.of(HERE), HOUR),
        sources(Optional.of(Set.of(alone)), Optional.of(ACCOUNT), Map.of(), Set.of())
            .expected(SourcesTest::noRegion));
  }

  @Test
  void with_a_role_a_record_of_cloudtrail_is_expected_from_each_place_of_its_account() {
    assertEquals(
        new Expected(Set.of(HERE, HERE.as(Kind.CLOUDTRAIL)), Set.of(), HOUR),
        sources(Optional.of(Set.of(HERE)), Optional.empty(), ROLES, Set.of())
            .expected(SourcesTest::noRegion));
  }

  /** An option of before: with one role there is one account that it can be. */
  @Test
  void a_region_alone_is_one_of_the_only_account_with_a_role() {
    Sources sources = sources(Optional.empty(), Optional.empty(), ROLES, Set.of());

    assertEquals(
        new Expected(Set.of(HERE, HERE.as(Kind.CLOUDTRAIL)), Set.of(), HOUR),
        sources.expected(() -> "eu-central-1"));
    assertEquals(Optional.of(ACCOUNT), sources.home());
  }

  @Test
  void a_place_can_be_left_out_by_account_and_region_or_by_region_alone() {
    Expected expected = new Expected(Set.of(HERE), Set.of(HERE), HOUR);

    for (Source without : Set.of(HERE, Source.ofRegion("eu-central-1"))) {
      assertEquals(
          expected,
          sources(Optional.of(Set.of(HERE)), Optional.empty(), ROLES, Set.of(without))
              .expected(SourcesTest::noRegion));
    }
  }

  @Test
  void a_place_whose_account_has_no_role_is_refused_unless_it_is_left_out() {
    Optional<Set<Source>> both = Optional.of(Set.of(HERE, THERE));

    assertEquals(
        List.of(new Contradiction.NoRole(THERE, "444455556666")),
        assertThrows(
                Contradictory.class,
                () ->
                    sources(both, Optional.empty(), ROLES, Set.of())
                        .expected(SourcesTest::noRegion))
            .all());
    assertEquals(
        new Expected(Set.of(HERE, HERE.as(Kind.CLOUDTRAIL), THERE), Set.of(THERE), HOUR),
        sources(both, Optional.empty(), ROLES, Set.of(THERE)).expected(SourcesTest::noRegion));
  }

  /**
   * Finding 16: a variable that is missing by hand ends nothing, and a list only where it says so.
   */
  @Test
  void a_list_ends_what_is_expected_only_where_that_is_said() {
    Sources none = sources(Optional.empty(), Optional.empty(), ROLES, Set.of());
    Sources list = sources(Optional.of(Set.of()), Optional.empty(), ROLES, Set.of());

    assertEquals(Claim.FALLBACK, none.claim(false));
    assertEquals(Claim.FALLBACK, none.claim(true));
    assertEquals(Claim.MORE, list.claim(false));
    assertEquals(Claim.ALL, list.claim(true));
  }

  @Test
  void a_region_alone_that_may_be_of_several_accounts_is_refused() {
    Map<String, String> two = Map.of(ACCOUNT, ROLE, "444455556666", ROLE);

    assertEquals(
        List.of(new Contradiction.NoAccount(Source.ofRegion("eu-central-1"))),
        assertThrows(
                Contradictory.class,
                () ->
                    sources(Optional.empty(), Optional.empty(), two, Set.of())
                        .expected(() -> "eu-central-1"))
            .all());
  }

  @Test
  void sweeps_that_come_more_seldom_than_half_the_limit_are_refused_where_signs_are_given() {
    Expected given = new Expected(Set.of(HERE.as(Kind.CLOUDTRAIL)), Set.of(), HOUR);
    Expected not = new Expected(Set.of(HERE), Set.of(HERE), HOUR);

    assertDoesNotThrow(() -> given.notSlower(Duration.ofMinutes(30)));
    assertDoesNotThrow(() -> not.notSlower(Duration.ofHours(6)));
    assertEquals(
        List.of(new Contradiction.TooSeldom(Duration.ofMinutes(30))),
        assertThrows(Contradictory.class, () -> given.notSlower(Duration.ofMinutes(31))).all());
  }

  private static Sources sources(
      Optional<Set<Source>> places,
      Optional<String> account,
      Map<String, String> roles,
      Set<Source> without) {
    return new Sources(places, account, roles, Optional.of(without), HOUR);
  }

  private static String noRegion() {
    throw new AssertionError("not needed");
  }
}
