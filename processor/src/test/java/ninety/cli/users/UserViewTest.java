package ninety.cli.users;

import static ninety.cli.terminal.People.day;
import static ninety.cli.terminal.People.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.People;
import ninety.coverage.Observed;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Who;
import ninety.exemption.Exemptions;
import ninety.finding.Alert;
import ninety.finding.ControlState;
import ninety.finding.Dossier;
import ninety.finding.Due;
import ninety.policy.Control;
import ninety.policy.Policy;
import ninety.policy.Policy.EmailCode;
import ninety.policy.Policy.EmailReset;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.Terms;
import ninety.user.Author;
import ninety.user.Credentials;
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
        USER                                             NAME           STATUS   LAST SIGN-IN          LAST ACTIVITY         INACTIVITY                                    PASSWORD AGE
        9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000001  mara           enabled  2026-06-06T08:14:27Z  2026-06-06T08:14:27Z  breach 90 d                                   breach 95 d
        9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000002  jon            enabled  2026-08-30T08:14:27Z  2026-08-30T08:14:27Z  compliant 5 d                                 not-applicable (second-factor)
        9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000003  break-glass-1  enabled  -                     -                     exempt until 2026-12-18T08:14:27Z (0a1b2c3d)  exempt until 2026-12-18T08:14:27Z (0a1b2c3d)
        3 users, 1 exempt
        """
            .replaceAll(" +", " "),
        printed(out -> new UserList(views).print(true, out)).replaceAll(" +", " "));
  }

  /** The first level is when the true idle time, could it be seen, would be above it. */
  @Test
  void who_was_not_seen_since_coverage_began_is_not_determinable_until_the_first_level() {
    UserView view =
        view(
            People.named(1, "mara")
                .with(new Kind.Listed(Kind.Presence.ENABLED, Optional.empty()), day(40)),
            terms(day(40)));

    assertSays(
        view,
        "inactivity (8.2.6)",
        "not-determinable before 2026-08-26T08:14:27Z, counted from the beginning of coverage"
            + " 2026-06-01T08:14:27Z: what was before it is not known");
    assertHas(
        view,
        "\"inactivity\":{\"standing\":\"not-determinable\",\"since\":\"2026-06-01T08:14:27Z\",\"days\":40,"
            + "\"next\":\"2026-08-26T08:14:27Z\",\"because\":null,\"eventId\":null,"
            + "\"sinceFact\":\"coverage\",\"openFinding\":null}");
    assertSays(
        view(People.named(1, "mara"), terms(day(91))),
        "inactivity (8.2.6)",
        "breach 91 d, counted from the beginning of coverage 2026-06-01T08:14:27Z");
  }

  /** F4, F6: a beginning that was seen, or else coverage where the password alone was seen. */
  @Test
  void the_password_rule_says_which_case_applied() {
    People mara = People.named(1, "mara");
    Terms terms = terms(day(50));

    assertPassword(
        "compliant 20 d, counted from the last reset 2026-07-01T08:14:27Z",
        mara.with(new Kind.PasswordReset(Kind.PasswordMode.ONE_TIME), day(30)),
        terms);
    assertPassword(
        "compliant 40 d, counted from the creation 2026-06-11T08:14:27Z",
        mara.with(new Kind.UserCreated(true, Kind.PasswordMode.ONE_TIME), day(10)),
        terms);
    assertPassword(
        "compliant 50 d, counted from the beginning of coverage 2026-06-01T08:14:27Z",
        mara.with(new Kind.PasswordReset(Kind.PasswordMode.ONE_TIME), day(-30)),
        terms);
    assertPassword(
        "not-determinable before 2026-08-26T08:14:27Z, counted from the beginning of coverage"
            + " 2026-06-01T08:14:27Z: what was before it is not known",
        mara.signedIn(day(30), "PASSWORD"),
        terms);
    assertPassword(
        "not-determinable: no event says when the password was set",
        mara.signedIn(day(30), "WEBAUTHN"),
        terms);
    assertPassword(
        "not-applicable (external-idp): the password is not kept here",
        mara.signedIn(day(30), "EXTERNAL_IDP"),
        terms);
    assertPassword(
        "not-applicable (no-password): no sign-in ever used a password of the store",
        mara.with(new Kind.UserCreated(true, Kind.PasswordMode.EMAIL), day(10)),
        terms);
    People factors =
        mara.with(new Kind.PasswordReset(Kind.PasswordMode.ONE_TIME), day(30))
            .signedIn(day(40), "PASSWORD,TOTP");
    assertPassword(
        "not-applicable (second-factor): every sign-in that was seen with this password used one",
        factors,
        terms);
    Terms always =
        new Terms(
            Policy.STANDARD.with(PasswordRule.ALWAYS),
            Exemptions.NONE,
            Optional.of(Observed.since(day(0))),
            day(50),
            day(50));
    assertPassword(
        "compliant 20 d, counted from the last reset 2026-07-01T08:14:27Z", factors, always);
  }

  /** F3, F4. */
  @Test
  void a_mailed_link_and_an_enrolment_stand_below_the_controls() {
    People mara =
        People.named(1, "mara")
            .with(new Kind.SignIn(Optional.of(Credentials.parse("PASSWORD")), true), day(10))
            .with(new Kind.PasswordReset(Kind.PasswordMode.EMAIL), day(20));
    Terms counting =
        new Terms(
            Policy.STANDARD.with(EmailCode.NO_FACTOR, EmailReset.COUNTS),
            Exemptions.NONE,
            Optional.of(Observed.since(day(0))),
            day(50),
            day(50));

    assertSays(
        view(mara, terms(day(50))),
        "Mailed link",
        "sent 2026-06-21T08:14:27Z; no event shows whether it was followed, so it moves no count");
    assertSays(
        view(mara, counting),
        "Mailed link",
        "sent 2026-06-21T08:14:27Z; policy takes it for a reset");
    assertSays(
        view(mara, terms(day(50))),
        "Enrolment",
        "a second factor was registered and proved in the sign-in of 2026-06-11T08:14:27Z");
    assertHas(
        view(mara, terms(day(50))),
        "\"signIns\":{\"enrolment\":{\"time\":\"2026-06-11T08:14:27Z\"");
    assertHas(
        view(mara, terms(day(50))), "\"passwordLinkSentAt\":{\"time\":\"2026-06-21T08:14:27Z\"");
  }

  /** F7: the last known status stands, and the doubt is shown. */
  @Test
  void a_status_that_a_record_hides_is_shown_as_in_doubt() {
    UserView view =
        view(People.named(1, "mara").with(new Kind.UserUpdated(true), day(12)), terms(day(20)));

    assertSays(view, "Status", "enabled (in doubt)");
    assertSays(
        view,
        "  in doubt since",
        "2026-06-13T08:14:27Z: the record of sso-directory.amazonaws.com Call hides whether the"
            + " user was enabled or disabled");
    assertHas(view, "\"status\":\"enabled\"");
    assertHas(view, "\"statusInDoubtAt\":{\"time\":\"2026-06-13T08:14:27Z\"");
  }

  /** F17. */
  @Test
  void an_alert_that_the_queue_refused_for_good_is_shown() {
    UUID id = UUID.fromString("279cac45-1d29-5a7d-98e3-dc7351cf326e");
    Dossier dossier =
        People.named(1, "mara")
            .dossier()
            .withOutbox(
                List.of(),
                List.of(
                    new Dossier.Parked(
                        new Alert(id, UUID.fromString("2a4980e5-d04e-5c70-8765-f6fbc92bfea3"), ""),
                        "InvalidMessageContents",
                        day(3))));
    UserView view = UserView.of(dossier, terms(day(20)));

    assertSays(
        view,
        "Parked alert",
        id + ", refused for good at 2026-06-04T08:14:27Z: InvalidMessageContents");
    assertHas(
        view,
        "\"parked\":[{\"alert\":\"279cac45-1d29-5a7d-98e3-dc7351cf326e\","
            + "\"finding\":\"2a4980e5-d04e-5c70-8765-f6fbc92bfea3\","
            + "\"reason\":\"InvalidMessageContents\",\"at\":\"2026-06-04T08:14:27Z\"}]");
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
        printed(out -> new UserList(List.of(view)).print(true, out))
            .contains("disabled, signed in 2026-06-12T08:14:27Z"));
    assertSays(view, "Status", "disabled, signed in 2026-06-12T08:14:27Z");
    assertSays(
        view,
        "revoked-access (8.2.5)",
        "breach (signed in 2026-06-12T08:14:27Z) by sso-directory.amazonaws.com Call, although"
            + " access was revoked at 2026-06-11T08:14:27Z");
    assertSays(view, "inactivity (8.2.6)", "not-applicable (disabled)");
  }

  /** F12. */
  @Test
  void a_use_of_an_old_session_stands_out_too_and_its_end_is_said() {
    People used =
        People.named(1, "mara")
            .with(new Kind.UserDisabled(), day(10))
            .with(new Kind.PortalActivity(), day(11));

    assertSays(view(used, terms(day(20))), "Status", "disabled, used 2026-06-12T08:14:27Z");
    assertSays(
        view(used.with(new Kind.UserDisabled(), day(12)), terms(day(20))),
        "revoked-access (8.2.5)",
        "not-applicable (disabled): used 2026-06-12T08:14:27Z, which is over");
  }

  /** F13: what was suppressed stays so at the exemption's end; a newer use is a breach. */
  @Test
  void a_use_whose_finding_is_over_is_no_breach_any_more() {
    Dossier dossier =
        People.named(1, "mara")
            .with(new Kind.UserDisabled(), day(10))
            .signedIn(day(11), "PASSWORD")
            .dossier();
    Terms terms = terms(day(20));

    assertSays(
        UserView.of(settled(dossier, day(11)), terms),
        "revoked-access (8.2.5)",
        "not-applicable (disabled): signed in 2026-06-12T08:14:27Z, which is over");
    assertSays(UserView.of(settled(dossier, day(11)), terms), "Status", "disabled");
    assertHas(
        UserView.of(settled(dossier, day(11)), terms),
        "\"revoked-access\":{\"standing\":\"not-applicable\"");
    for (Instant before : List.of(day(10), day(11).minusMillis(1))) {
      assertSays(
          UserView.of(settled(dossier, before), terms),
          "Status",
          "disabled, signed in 2026-06-12T08:14:27Z");
    }
  }

  private static Dossier settled(Dossier dossier, Instant until) {
    return new Dossier(
        dossier.user(),
        Map.of(Control.REVOKED_ACCESS, ControlState.of(1, Optional.empty(), Optional.of(until))),
        List.of(),
        new Due.Never(),
        1);
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
        "not-determinable before 2026-06-12T07:59:27Z: a use of 2026-06-12T08:14:27Z is beyond the"
            + " horizon");
    assertFalse(printed(out -> view.detail(true, out)).contains("breach"));
    assertFalse(printed(out -> view.detail(true, out)).contains("compliant"));
  }

  /** F14. */
  @Test
  void a_grace_says_when_it_ends() {
    assertSays(
        view(
            People.named(1, "mara")
                .signedIn(day(1), "EXTERNAL_IDP")
                .with(new Kind.UserDisabled(), day(2))
                .with(new Kind.UserEnabled(), day(100)),
            terms(day(101))),
        "inactivity (8.2.6)",
        "not-applicable (enabled-grace) until 2026-09-16T08:14:27Z: the user was enabled again and"
            + " had no time to come");
  }

  @Test
  void the_directorys_word_and_sign_ins_by_what_they_showed_are_evidence() {
    UserView view =
        view(
            People.named(1, "mara")
                .with(new Kind.Listed(Kind.Presence.DISABLED, Optional.empty()), day(12))
                .signedIn(day(11), "PASSWORD"),
            terms(day(20)));

    assertSays(view, "Directory", "disabled, asked 2026-06-13T08:14:27Z");
    assertSays(
        view, "listing", "2026-06-13T08:14:27Z  request-1           identitystore DescribeUser");
    assertSays(
        view,
        "signIn password-alone",
        "2026-06-12T08:14:27Z  event-sign-in       sso-directory.amazonaws.com Call");
    assertHas(view, "\"directory\":\"disabled\"");
    assertHas(
        view,
        "\"listing\":{\"time\":\"2026-06-13T08:14:27Z\",\"eventId\":\"request-1\",\"call\":\"identitystore"
            + " DescribeUser\",\"source\":\"directory\"}");
  }

  @Test
  void an_exemption_says_until_when_and_who_answers_for_it() {
    UserView view = view(People.named(1, "break-glass-1"), terms(day(95)));

    assertSays(
        view,
        "inactivity (8.2.6)",
        "exempt until 2026-12-18T08:14:27Z (0a1b2c3d), owner platform team");
    assertHas(
        view,
        "\"exemption\":\"0a1b2c3d\",\"until\":\"2026-12-18T08:14:27Z\",\"owner\":\"platform"
            + " team\"");
  }

  @Test
  void before_any_consumer_ran_nothing_is_checked() {
    Terms nothing = new Terms(Policy.STANDARD, Exemptions.NONE, Optional.empty(), day(20), day(20));

    UserView view = view(People.named(1, "mara").signedIn(day(0), "PASSWORD"), nothing);

    assertSays(view, "inactivity (8.2.6)", "not-checked: no consumer is known to have run");
    assertHas(view, "\"inactivity\":{\"standing\":\"not-checked\"");
  }

  /** Promise 7: only where an activity, a reset or the creation within the days is proved. */
  @Test
  void nobody_is_called_compliant_without_proof() {
    for (Terms terms : List.of(terms(day(1)), terms(day(85)), terms(day(99)))) {
      UserView view = view(People.named(1, "mara").with(new Kind.UserEnabled(), day(1)), terms);
      String all = printed(out -> view.detail(true, out)) + Json.line(view.fields());
      assertFalse(all.contains("complian"), all);
    }
  }

  @Test
  void a_fact_that_is_newer_than_the_instant_is_no_negative_age() {
    assertHas(
        view(People.named(1, "mara").signedIn(day(9), "PASSWORD"), terms(day(5))), "\"days\":0,");
  }

  private static Terms terms(Instant asOf) {
    return new Terms(Policy.STANDARD, BREAK_GLASS, Optional.of(Observed.since(day(0))), asOf, asOf);
  }

  private static UserView view(People people, Terms terms) {
    return UserView.of(people.dossier(), terms);
  }

  private static void assertPassword(String words, People people, Terms terms) {
    assertSays(view(people, terms), "password-age (8.3.9)", words);
  }

  private static void assertSays(UserView view, String row, String words) {
    String printed = printed(out -> view.detail(true, out));
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
