package ninety.cli.users;

import static ninety.cli.terminal.People.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import ninety.cli.option.PolicyOptions;
import ninety.cli.option.Texts;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.PolicyNews;
import ninety.policy.FirstSweeps;
import ninety.policy.Policy;
import ninety.policy.Policy.EmailCode;
import ninety.policy.Policy.EmailReset;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.PolicyInForce;
import ninety.policy.PolicyInForce.Comparison;
import ninety.policy.PolicyVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The policy in force, as commands speak of it. */
final class PolicyViewTest {

  private static final Instant SINCE = Instant.parse("2026-06-01T12:00:00Z");
  private static final PolicyInForce COUNTS =
      PolicyInForce.NONE.with(
          Policy.STANDARD.with(EmailCode.NO_FACTOR, EmailReset.COUNTS),
          SINCE,
          "ines\u001b[2J",
          false);

  @Command(name = "users")
  private static final class Users implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Mixin PolicyOptions policy = new PolicyOptions();

    @Nullable PolicyView view;

    @Override
    public Integer call() {
      view =
          PolicyView.of(
              COUNTS,
              Texts.checked(policy.policy()),
              PolicyOptions.given(spec.commandLine().getParseResult(), environment));
      return 0;
    }

    Map<String, String> environment = Map.of();
  }

  @Command(name = "ninety")
  private static final class Root {}

  @Test
  void without_an_option_it_is_the_policy_in_force_and_its_default_is_none() {
    PolicyView view = asked(Map.of());

    assertEquals(COUNTS.latest().orElseThrow().policy(), view.policy());
    assertEquals("Policy in force since 2026-06-01T12:00:00Z, by ines?[2J\n", printed(view::print));
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    view.addTo(fields);
    assertEquals(List.of(), fields.get("whatIf"));
    Map<?, ?> policy = assertInstanceOf(Map.class, fields.get("policy"));
    assertEquals("counts", policy.get("email-reset"));
    assertEquals("7d", policy.get("enabled-grace"));
    assertEquals(2, policy.get("edition"));
  }

  @Test
  void an_option_that_says_otherwise_asks_what_if_and_that_is_said() {
    PolicyView view = asked(Map.of(), "--password-rule", "always");

    assertEquals(PasswordRule.ALWAYS, view.policy().passwordRule());
    assertEquals(EmailReset.COUNTS, view.policy().emailReset());
    assertEquals(
        "What if: --password-rule always instead of single-factor",
        printed(view::print).lines().toList().getLast());
    Map<String, @Nullable Object> fields = new HashMap<>();
    view.addTo(fields);
    assertEquals(
        List.of(
            Map.of("option", "--password-rule", "insteadOf", "single-factor", "value", "always")),
        fields.get("whatIf"));
  }

  @Test
  void an_option_that_says_the_same_asks_nothing_and_its_default_asks_if_it_is_written_out() {
    assertEquals(List.of(), asked(Map.of(), "--email-reset=counts").whatIf());
    assertEquals(1, asked(Map.of(), "--email-reset=does-not-count").whatIf().size());
    assertEquals(1, asked(Map.of("NINETY_EMAIL_RESET", "does-not-count")).whatIf().size());
    assertEquals(List.of(), asked(Map.of("NINETY_EMAIL_RESET", " ")).whatIf());
  }

  @Test
  void without_a_policy_in_force_the_options_are_it() {
    PolicyView view = PolicyView.of(PolicyInForce.NONE, Policy.STANDARD, _ -> false);

    assertEquals(
        "No policy is in force yet, since no sweep has ended: judged by the options\n",
        printed(view::print));
    assertEquals(Policy.STANDARD, view.policy());
    Map<String, @Nullable Object> fields = new HashMap<>();
    view.addTo(fields);
    assertEquals(null, fields.get("policy"));
  }

  @Test
  void a_sweep_under_other_options_is_refused_with_each_of_them_and_the_way_out() {
    Comparison.Different different =
        assertInstanceOf(
            Comparison.Different.class, COUNTS.compare(Policy.STANDARD.with(PasswordRule.ALWAYS)));

    assertEquals(
        List.of(
            "--password-rule is single-factor in the policy in force, and always here",
            "--email-reset is counts in the policy in force, and does-not-count here",
            "The policy in force has stood since 2026-06-01T12:00:00Z, by ines?[2J. Give the same"
                + " options; or bring these into force for all users with --change-policy (or set"
                + " NINETY_CHANGE_POLICY=true)"),
        PolicyNews.refusal(different).asJava());
    assertEquals(
        "With --change-policy the policy would change --password-rule: always instead of"
            + " single-factor",
        printed(new PolicyNews(different, true)::print).lines().findFirst().orElseThrow());
    assertEquals(
        "{\"found\":\"different\",\"since\":\"2026-06-01T12:00:00Z\",\"by\":\"ines\\u001B[2J\","
            + "\"edition\":2,\"differences\":[{\"option\":\"--password-rule\",\"inForce\":"
            + "\"single-factor\",\"given\":\"always\"},{\"option\":\"--email-reset\",\"inForce\":"
            + "\"counts\",\"given\":\"does-not-count\"}]}",
        Json.line(new PolicyNews(different, false).fields()));
  }

  @Test
  void what_is_as_it_was_is_no_news_and_all_else_is_said() {
    PolicyInForce old =
        new PolicyInForce(
            List.of(new PolicyVersion(Policy.STANDARD, 1, SINCE, "x")),
            Optional.empty(),
            new FirstSweeps(1, Optional.empty(), 0),
            1);
    PolicyInForce same = PolicyInForce.NONE.with(Policy.STANDARD, SINCE, "x", false);

    assertEquals("", printed(new PolicyNews(same.compare(Policy.STANDARD), false)::print));
    assertEquals(
        "These options are the policy in force from now on.\n",
        printed(new PolicyNews(new Comparison.First(), false)::print));
    assertEquals(
        "No policy is in force yet; a sweep would bring these options into force.\n",
        printed(new PolicyNews(new Comparison.First(), true)::print));
    assertEquals(
        "The rules of edition %d are judged by from now on; before it was edition 1.\n"
            .formatted(Policy.EDITION),
        printed(new PolicyNews(old.compare(Policy.STANDARD), false)::print));
  }

  /** Below another command, as the real one. */
  private static PolicyView asked(Map<String, String> environment, String... options) {
    Users users = new Users();
    users.environment = environment;
    String[] arguments = new String[options.length + 1];
    arguments[0] = "users";
    System.arraycopy(options, 0, arguments, 1, options.length);
    assertEquals(0, new CommandLine(new Root()).addSubcommand(users).execute(arguments));
    if (users.view == null) {
      throw new AssertionError("not run");
    }
    // The environment is a map here, and picocli reads the real one: the value must come as well.
    return environment.isEmpty() || environment.containsValue(" ")
        ? users.view
        : PolicyView.of(
            COUNTS,
            Policy.STANDARD,
            PolicyOptions.given(new CommandLine(users).parseArgs(), environment));
  }
}
