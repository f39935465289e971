package ninety.cli;

import static ninety.cli.People.day;
import static ninety.cli.People.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.policy.Exemption;
import ninety.policy.Exemption.Author;
import ninety.policy.Exemption.Who;
import ninety.policy.Exemptions;
import ninety.policy.Policy;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.Terms;
import ninety.user.Kind;
import org.junit.jupiter.api.Test;

final class UserViewTest {

  private static final Exemptions BREAK_GLASS =
      new Exemptions(
          List.of(
              new Exemption(
                  "0a1b2c3d",
                  new Who.ByName("break-glass-*"),
                  "platform team",
                  "emergency access",
                  day(200),
                  new Author("kim", day(0)),
                  Optional.empty())));

  @Test
  void the_list_shows_how_each_user_stands() {
    List<UserView> views =
        List.of(
            view(
                People.named(1, "mara")
                    .with(new Kind.UserCreated(true, Kind.PasswordMode.ONE_TIME), day(0))
                    .signedIn(day(5), "PASSWORD"),
                terms(day(95))),
            view(
                People.named(2, "jon")
                    .with(new Kind.PasswordReset(Kind.PasswordMode.ONE_TIME), day(20))
                    .signedIn(day(90), "PASSWORD,TOTP"),
                terms(day(95))),
            view(People.named(3, "break-glass-1"), terms(day(95))));

    assertEquals(
        """
        USER                                             NAME           STATUS   LAST SIGN-IN          LAST ACTIVITY         INACTIVE                                        PASSWORD AGE
        9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000001  mara           enabled  2026-06-06T08:14:27Z  2026-06-06T08:14:27Z  90 d breach                                     95 d breach
        9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000002  jon            enabled  2026-08-30T08:14:27Z  2026-08-30T08:14:27Z  5 d                                             75 d
        9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000003  break-glass-1  enabled  -                     -                     exempt until 2026-12-18T08:14:27Z (0a1b2c3d)  exempt until 2026-12-18T08:14:27Z (0a1b2c3d)
        3 users, 1 exempt
        """
            .replaceAll(" +", " "),
        printed(out -> UserView.list(views, out)).replaceAll(" +", " "));
  }

  @Test
  void who_was_not_seen_since_coverage_began_is_not_determinable_until_the_breach_day() {
    UserView view =
        view(
            People.named(1, "mara")
                .with(new Kind.Listed(Kind.Presence.ENABLED, Optional.empty()), day(40)),
            terms(day(40)));

    assertSays(
        view,
        "inactivity (8.2.6)",
        "not determinable before 2026-08-30T08:14:27Z, counted from the beginning of coverage 2026-06-01T08:14:27Z");
    assertHas(
        view,
        "\"inactivity\":{\"standing\":\"not-determinable-yet\",\"determinableFrom\":\"2026-08-30T08:14:27Z\","
            + "\"countedFrom\":\"2026-06-01T08:14:27Z\",\"countedFromFact\":\"coverage\",\"days\":40");
    assertSays(
        view(People.named(1, "mara"), terms(day(91))),
        "inactivity (8.2.6)",
        "91 d breach, counted from the beginning of coverage 2026-06-01T08:14:27Z");
  }

  @Test
  void the_password_rule_says_which_case_applied() {
    People mara = People.named(1, "mara");
    Terms terms = terms(day(50));

    assertPassword(
        "20 d, counted from the last reset 2026-07-01T08:14:27Z",
        mara.with(new Kind.PasswordReset(Kind.PasswordMode.ONE_TIME), day(30)),
        terms);
    assertPassword(
        "40 d, counted from the creation 2026-06-11T08:14:27Z",
        mara.with(new Kind.UserCreated(true, Kind.PasswordMode.ONE_TIME), day(10)),
        terms);
    assertPassword(
        "not determinable before 2026-08-30T08:14:27Z, counted from the beginning of coverage"
            + " 2026-06-01T08:14:27Z",
        mara.with(new Kind.PasswordReset(Kind.PasswordMode.ONE_TIME), day(-30)),
        terms);
    assertPassword(
        "not determinable: no event says when the password was set",
        mara.signedIn(day(30), "PASSWORD"),
        terms);
    assertPassword(
        "- (external identity provider): the password is not kept here",
        mara.signedIn(day(30), "EXTERNAL_IDP"),
        terms);
    People factors =
        mara.with(new Kind.PasswordReset(Kind.PasswordMode.ONE_TIME), day(30))
            .signedIn(day(40), "PASSWORD,TOTP");
    assertPassword("20 d, counted from the last reset 2026-07-01T08:14:27Z", factors, terms);
    Terms single =
        new Terms(
            Policy.STANDARD.with(PasswordRule.SINGLE_FACTOR),
            Exemptions.NONE,
            Optional.of(day(0)),
            day(50),
            day(50));
    assertPassword(
        "- (second factor): every sign-in that was seen with this password used one",
        factors,
        single);
  }

  @Test
  void a_disabled_user_that_signs_in_stands_out() {
    UserView view =
        view(
            People.named(1, "mara")
                .with(new Kind.UserDisabled(), day(10))
                .signedIn(day(11), "PASSWORD"),
            terms(day(20)));

    assertTrue(
        printed(out -> UserView.list(List.of(view), out))
            .contains("disabled, signed in 2026-06-12T08:14:27Z"));
    assertSays(view, "Status", "disabled, signed in 2026-06-12T08:14:27Z");
    assertSays(
        view,
        "revoked-access (8.2.5)",
        "breach: signed in 2026-06-12T08:14:27Z, after that was revoked");
    assertSays(view, "inactivity (8.2.6)", "- (disabled)");
  }

  @Test
  void a_sign_in_beyond_the_horizon_is_no_breach_yet() {
    UserView view =
        view(
            People.named(1, "mara")
                .with(new Kind.UserDisabled(), day(10))
                .signedIn(day(11), "PASSWORD"),
            terms(day(10)));

    assertSays(view, "Status", "disabled");
    assertSays(
        view,
        "revoked-access (8.2.5)",
        "not judged yet: signed in 2026-06-12T08:14:27Z, after that was revoked");
    assertFalse(printed(view::detail).contains("breach"));
  }

  @Test
  void the_directorys_word_and_sign_ins_without_a_second_factor_are_evidence() {
    UserView view =
        view(
            People.named(1, "mara")
                .with(new Kind.Listed(Kind.Presence.DISABLED, Optional.empty()), day(12))
                .signedIn(day(11), "PASSWORD"),
            terms(day(20)));

    assertSays(view, "Directory", "disabled, asked 2026-06-13T08:14:27Z");
    String printed = printed(view::detail);
    assertTrue(printed.contains("listing              2026-06-13T08:14:27Z  request-1"), printed);
    assertTrue(printed.contains("withoutSecondFactor  2026-06-12T08:14:27Z"), printed);
    assertHas(view, "\"directory\":\"disabled\"");
    assertHas(
        view,
        "\"listing\":{\"time\":\"2026-06-13T08:14:27Z\",\"eventId\":\"request-1\",\"call\":\"identitystore"
            + " DescribeUser\",\"source\":\"directory\"}");
  }

  @Test
  void before_any_consumer_ran_nothing_is_checked() {
    Terms nothing = new Terms(Policy.STANDARD, Exemptions.NONE, Optional.empty(), day(20), day(20));

    UserView view = view(People.named(1, "mara").signedIn(day(0), "PASSWORD"), nothing);

    assertSays(view, "inactivity (8.2.6)", "not checked: no consumer has ever run");
    assertHas(view, "\"inactivity\":{\"standing\":\"not-checked\"");
  }

  @Test
  void nobody_is_ever_called_compliant() {
    for (Terms terms : List.of(terms(day(1)), terms(day(89)), terms(day(99)))) {
      UserView view = view(People.named(1, "mara").signedIn(day(1), "PASSWORD"), terms);
      String all = printed(view::detail) + Json.line(view.fields());
      assertFalse(all.contains("complian"), all);
    }
  }

  @Test
  void a_fact_that_is_newer_than_the_instant_is_no_negative_age() {
    assertHas(
        view(People.named(1, "mara").signedIn(day(9), "PASSWORD"), terms(day(5))), "\"days\":0,");
  }

  private static Terms terms(Instant asOf) {
    return new Terms(Policy.STANDARD, BREAK_GLASS, Optional.of(day(0)), asOf, asOf);
  }

  private static UserView view(People people, Terms terms) {
    return UserView.of(people.dossier(), terms);
  }

  private static void assertPassword(String words, People people, Terms terms) {
    assertSays(view(people, terms), "password-age (8.3.9)", words);
  }

  private static void assertSays(UserView view, String row, String words) {
    String printed = printed(view::detail);
    assertEquals(
        Optional.of(words),
        printed
            .lines()
            .filter(line -> line.startsWith(row))
            .map(line -> line.substring(row.length()).strip())
            .findFirst(),
        printed);
  }

  private static void assertHas(UserView view, String json) {
    String line = Json.line(view.fields());
    assertTrue(line.contains(json), line);
  }
}
