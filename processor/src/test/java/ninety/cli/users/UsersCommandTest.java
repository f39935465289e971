package ninety.cli.users;

import static ninety.cli.terminal.People.day;
import static ninety.cli.terminal.People.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import ninety.cli.Ninety;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.People;
import ninety.coverage.Observed;
import ninety.exemption.Exemptions;
import ninety.policy.Policy;
import ninety.policy.Terms;
import ninety.user.Kind;
import org.junit.jupiter.api.Test;

/** "At the terminal", issue 11: {@code ninety users --at-risk}. */
final class UsersCommandTest {

  @Test
  void who_is_at_risk_comes_with_the_soonest_first_and_who_is_not_does_not() {
    Terms terms = terms(80);
    List<UserView> views =
        List.of(
            view(People.named(1, "late").signedIn(day(20), "WEBAUTHN"), terms),
            view(People.named(2, "soon").signedIn(day(2), "WEBAUTHN"), terms),
            view(People.named(3, "gone").with(new Kind.UserDisabled(), day(1)), terms),
            view(People.named(4, "fine").signedIn(day(60), "WEBAUTHN"), terms));

    AtRisk risk = AtRisk.of(views, terms, 30);

    assertEquals(
        """
        USER  CONTROL     NOW             REACHES  ON
        soon  inactivity  compliant 78 d  warning  2026-08-28
        late  inactivity  compliant 60 d  warning  2026-09-15
        2 users reach a level within 30 days of 2026-08-20T08:14:27Z
        """,
        printed(out -> risk.print(false, out)));
    assertTrue(
        printed(risk::lines)
            .lines()
            .findFirst()
            .orElseThrow()
            .endsWith(
                ",\"atRisk\":[{\"control\":\"inactivity\",\"level\":\"warning\",\"at\":\"2026-08-28T08:14:27Z\"}]}"),
        printed(risk::lines));
    assertTrue(
        printed(out -> risk.csv().print(out))
            .contains(
                ",late,enabled,inactivity,compliant,warning,2026-09-15T08:14:27Z,2026-08-20T08:14:27Z\n"));
  }

  @Test
  void a_user_who_is_close_under_two_controls_has_two_lines_and_is_one_user() {
    Terms terms = terms(80);
    AtRisk risk =
        AtRisk.of(
            List.of(
                view(
                    People.named(1, "mara")
                        .with(new Kind.PasswordReset(Kind.PasswordMode.ONE_TIME), day(3))
                        .signedIn(day(5), "PASSWORD"),
                    terms)),
            terms,
            14);

    assertEquals(2, risk.rows().size());
    assertTrue(printed(out -> risk.print(true, out)).contains("1 user reaches a level within 14"));
    assertEquals(1, printed(risk::lines).lines().count());
  }

  @Test
  void where_nobody_is_that_is_said() {
    assertEquals(
        "Nobody reaches a level within 1 day of 2026-08-20T08:14:27Z\n",
        printed(out -> AtRisk.of(List.of(), terms(80), 1).print(false, out)));
  }

  @Test
  void a_number_that_makes_no_sense_and_a_user_beside_it_are_refused() {
    assertEquals(
        """
        ninety users: --at-risk: '0' is not a whole number from 1 to 3650.
        Try 'ninety users --help'.
        """,
        refused("users", "--at-risk", "0"));
    assertTrue(
        refused("users", "mara", "--at-risk").startsWith("ninety users: --at-risk lists users"));
    assertTrue(
        refused("users", "--at-risk", "mara").startsWith("ninety users: --at-risk: 'mara' is not"));
    assertTrue(
        refused("users", "--output", "xml").contains("'xml' is not one of table, json, csv"));
    assertTrue(refused("explain", "--output", "csv").contains("is not one of table, json"));
  }

  private static String refused(String... arguments) {
    StringWriter err = new StringWriter();
    int code =
        Ninety.run(
            Clock.systemUTC(),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            arguments);
    assertEquals(Exit.MISUSED, code, err.toString());
    return err.toString();
  }

  private static Terms terms(int asOf) {
    return new Terms(
        Policy.STANDARD,
        Exemptions.NONE,
        Optional.of(Observed.since(day(0))),
        day(asOf),
        day(asOf));
  }

  private static UserView view(People people, Terms terms) {
    return UserView.of(people.dossier(), terms);
  }
}
