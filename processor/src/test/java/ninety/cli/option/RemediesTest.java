package ninety.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.app.Sources;
import ninety.aws.Misconfigured;
import ninety.aws.Misconfigured.Setting;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.coverage.Source;
import ninety.coverage.Source.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class RemediesTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Map<String, String> ROLES =
      Map.of("111122223333", "arn:aws:iam::111122223333:role/signs");

  @Test
  void what_an_edge_found_wrong_is_said_with_the_options_to_look_at() {
    Failure store =
        Remedies.of(
            new Misconfigured(
                "There is no identity store d-1234567890 in this account and Region.",
                Setting.IDENTITY_STORE,
                Setting.DIRECTORY_REGION,
                Setting.DIRECTORY_ROLE));

    assertEquals(
        "There is no identity store d-1234567890 in this account and Region. Check"
            + " --identity-store, --directory-region and --directory-role.",
        store.getMessage());
    assertEquals(Exit.FAILED, store.exitCode());
    assertEquals(
        "It is too early. Check --coverage-from.",
        Remedies.of(new Misconfigured("It is too early.", Setting.COVERAGE_FROM)).getMessage());
  }

  @Test
  void a_place_without_a_role_is_refused_naming_both_ways_out() {
    assertEquals(
        "--signs-role: none is of account 444455556666, so no sign of life can be given in"
            + " 444455556666/us-east-1; add one, or --no-sign-from 444455556666/us-east-1.",
        misused(() ->
            sources(Set.of(new Source("444455556666", "us-east-1")), ROLES)
                .expected(RemediesTest::noRegion)));
  }

  @Test
  void a_region_that_may_be_of_several_accounts_is_refused() {
    assertEquals(
        "--heartbeat-from: eu-central-1 may be of several accounts; write ACCOUNT/eu-central-1, or"
            + " set --heartbeat-account.",
        misused(() ->
            sources(
                    Set.of(Source.ofRegion("eu-central-1")),
                    Map.of("111122223333", "arn:1", "444455556666", "arn:2"))
                .expected(RemediesTest::noRegion)));
  }

  @Test
  void sweeps_that_come_too_seldom_are_refused() {
    Source given = new Source("111122223333", "eu-central-1").as(Kind.CLOUDTRAIL);

    assertEquals(
        "--every: with --signs-role sweeps come at least each 30m, half of --horizon-limit, for"
            + " each gives signs of life that the next ones wait for.",
        misused(() ->
            new Sources.Expected(Set.of(given), Set.of(), HOUR).notSlower(Duration.ofMinutes(31))));
  }

  private static Sources sources(Set<Source> places, Map<String, String> roles) {
    return new Sources(Optional.of(places), Optional.empty(), roles, Optional.of(Set.of()), HOUR);
  }

  private static String noRegion() {
    throw new AssertionError("not needed");
  }

  private static @Nullable String misused(Executable command) {
    Failure failure = Remedies.of(assertThrows(Sources.Contradictory.class, command));
    assertEquals(Exit.MISUSED, failure.exitCode());
    return failure.getMessage();
  }
}
