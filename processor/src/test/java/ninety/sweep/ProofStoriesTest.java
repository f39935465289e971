package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.exemption.Exemption.Who;
import ninety.policy.Policy;
import ninety.policy.Policy.EmailCode;
import ninety.policy.Policy.EmailReset;
import ninety.policy.Policy.PasswordRule;
import ninety.sweep.Life.Plot;
import ninety.user.Facts;
import ninety.user.Kind.Presence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lives in which what is concluded hangs on what a record proves and no more (promise 9), by the
 * rows that asked for it. Day 0 is when listening began; the number behind {@code #} tells findings
 * apart. Sweeps come once a day here, a little before a week after the directory's word is over.
 */
final class ProofStoriesTest {

  private static final Who MARA = new Who.ById(Facts.user(1));

  /** Two hours. */
  private static final double GRACE = 2 / 24.0;

  private static final double SECOND = 1 / 86_400.0;

  private static final double MINUTE = 60 * SECOND;

  static Stream<Arguments> stories() {
    return Stream.of(
            deletions(),
            passwords(),
            beginnings(),
            mailedCodes(),
            lives(),
            statuses(),
            revocations(),
            explained(),
            exemptions())
        .flatMap(stories -> stories);
  }

  private static Stream<Arguments> deletions() {
    return Stream.of(
        story(
            "F2: a deletion that the directory does not confirm a day later is none",
            life ->
                life.directorySays(Presence.ENABLED)
                    .then(0, Facts::signedIn)
                    .then(10, Facts::deleted)
                    .sweptDaily(10, 91),
            "86 inactivity warning #1",
            "90 inactivity breach #1"),
        story(
            "F2: a deletion that the directory confirms stays one",
            life ->
                life.directorySays(Presence.GONE)
                    .then(0, Facts::signedIn)
                    .then(10, Facts::deleted)
                    .sweptDaily(10, 120)),
        story(
            "F2: whom a wrong directory did not have rises when the right one is asked",
            life ->
                life.directorySays(Presence.GONE)
                    .then(0, Facts::signedIn)
                    .sweptOn(86)
                    .directorySays(Presence.ENABLED)
                    .sweptDaily(87, 98),
            "94 inactivity breach #1",
            "97 inactivity escalated #1"));
  }

  private static Stream<Arguments> passwords() {
    return Stream.of(
        story(
            "F3: who enrolled a second factor and shows it ever since has no password age",
            life ->
                life.then(0, Facts::createdWithPassword)
                    .then(1, Facts::enrolled)
                    .then(2, Facts::signedIn)
                    .then(60, Facts::signedIn)
                    .sweptDaily(80, 120)),
        story(
            "F3: nothing but an enrolment is not the password alone",
            life ->
                life.then(0, Facts::createdWithPassword)
                    .then(1, Facts::enrolled)
                    .then(60, Facts::usedPortal)
                    .sweptDaily(80, 120)),
        story(
            "F3: an enrolment excuses no later sign-in with the password alone",
            life ->
                life.then(0, Facts::createdWithPassword)
                    .then(1, Facts::enrolled)
                    .then(92, with("PASSWORD"))
                    .sweptOn(92),
            "92 password-age breach #1"),
        story(
            "F4: a mailed link moves no count and closes no finding",
            life ->
                life.then(0, Facts::createdWithPassword)
                    .then(40, with("PASSWORD"))
                    .sweptOn(86)
                    .then(87, Facts::linkSent)
                    .sweptDaily(87, 91),
            "86 password-age warning #1",
            "90 password-age breach #1"),
        story(
            "F4: it does for those who take it for the reset",
            life ->
                life.under(Policy.STANDARD.with(EmailCode.NO_FACTOR, EmailReset.COUNTS))
                    .then(0, Facts::createdWithPassword)
                    .then(40, with("PASSWORD"))
                    .sweptOn(86)
                    .then(87, Facts::linkSent)
                    .sweptDaily(87, 91),
            "86 password-age warning #1",
            "87 password-age resolved by password-reset #1"),
        story(
            "F4: an invitation that nobody accepted makes no password",
            life -> life.then(0, Facts::invited).then(50, Facts::usedPortal).sweptDaily(80, 120)),
        story(
            "F4: one that was accepted counts from the creation",
            life -> life.then(0, Facts::invited).then(50, with("PASSWORD")).sweptDaily(80, 91),
            "86 password-age warning #1",
            "90 password-age breach #1"),
        story(
            "F5: a word that nobody documents is no second factor",
            life ->
                life.then(0, Facts::passwordReset)
                    .then(40, with("PASSWORD,NEW_PASSWORD"))
                    .sweptOn(90),
            "90 password-age breach #1"),
        story(
            "F5: a mailed code is none by default",
            life ->
                life.then(0, Facts::passwordReset).then(40, with("PASSWORD,EMAIL_OTP")).sweptOn(90),
            "90 password-age breach #1"),
        story(
            "F5: and is one where policy says so",
            life ->
                life.under(Policy.STANDARD.with(EmailCode.FACTOR, EmailReset.DOES_NOT_COUNT))
                    .then(0, Facts::passwordReset)
                    .then(40, with("PASSWORD,EMAIL_OTP"))
                    .sweptOn(90)),
        story(
            "F5: a passkey alone proves nothing about the password",
            life ->
                life.then(0, Facts::passwordReset)
                    .then(40, Facts::signedIn)
                    .then(41, with("WEBAUTHN"))
                    .sweptOn(90)));
  }

  private static Stream<Arguments> beginnings() {
    return Stream.of(
        story(
            "F6: a password begins with the first sign-in by a mailed code",
            life ->
                life.then(0, Facts::created)
                    .then(3, with("EMAIL_OTP"))
                    .then(30, with("PASSWORD"))
                    .then(60, with("EMAIL_OTP"))
                    .sweptDaily(86, 94),
            "89 password-age warning #1",
            "93 password-age breach #1"),
        story(
            "F6: a mailed code after a sign-in with the password is no beginning",
            life ->
                life.then(0, Facts::created)
                    .then(10, with("PASSWORD"))
                    .then(60, with("EMAIL_OTP"))
                    .sweptDaily(80, 91),
            "86 password-age warning #1",
            "90 password-age breach #1"),
        story(
            "F6: nor is one after a sign-in that does not say what it used",
            life ->
                life.then(0, Facts::created)
                    .then(10, with(""))
                    .then(30, with("PASSWORD"))
                    .then(60, with("EMAIL_OTP"))
                    .sweptDaily(80, 91),
            "86 password-age warning #1",
            "90 password-age breach #1"),
        story(
            "F6: nor is one after a one-time password",
            life ->
                life.then(0, Facts::passwordReset)
                    .then(60, with("EMAIL_OTP"))
                    .then(61, with("PASSWORD"))
                    .sweptOn(90),
            "90 password-age breach #1"),
        story(
            "F6: of a password that was there before it is known how old it is at least",
            life -> life.then(10, with("PASSWORD")).then(40, Facts::usedPortal).sweptDaily(80, 91),
            "86 password-age warning #1",
            "90 password-age breach #1"),
        story(
            "F6: unless a second factor was always beside it",
            life -> life.then(10, Facts::signedIn).then(40, Facts::usedPortal).sweptDaily(80, 91)));
  }

  /**
   * F6: a mailed code is a beginning only at the user's first sign-in. Each life here has a code on
   * day 60 and the password on day 61, so that the breach on day 90 is one of coverage.
   */
  private static Stream<Arguments> mailedCodes() {
    return Stream.of(
            beforeACode("a sign-in that says nothing", (user, at) -> user.authenticated(at)),
            beforeACode("a passkey", with("WEBAUTHN")),
            beforeACode("a smart card", with("SMARTCARD")),
            beforeACode("a word that nobody knows", with("NEW_WORD")),
            beforeACode("a use of the portal", Facts::usedPortal))
        .map(life ->
            story(
                "F6: a mailed code is no beginning after " + life.name(),
                life.plot(),
                "86 password-age warning #1",
                "90 password-age breach #1"));
  }

  private record Named(String name, Plot plot) {}

  private static Named beforeACode(String name, Life.UnaryFact use) {
    return new Named(
        name,
        life ->
            life.then(10, use)
                .then(60, with("EMAIL_OTP"))
                .then(61, with("PASSWORD"))
                .sweptDaily(80, 91));
  }

  private static Stream<Arguments> lives() {
    return Stream.of(
        story(
            "F6: the other call of the same login takes no beginning away",
            life ->
                life.then(0, Facts::created)
                    .then(3 - MINUTE, Facts::authenticated)
                    .then(3, with("EMAIL_OTP"))
                    .then(3 + MINUTE, Facts::authenticated)
                    .then(30, with("PASSWORD"))
                    .sweptDaily(86, 94),
            "89 password-age warning #1",
            "93 password-age breach #1"),
        story(
            "F6: nor does a sign-in from outside before it",
            life ->
                life.then(0, Facts::created)
                    .then(1, Facts::signedInExternally)
                    .then(3, with("EMAIL_OTP"))
                    .then(30, with("PASSWORD"))
                    .sweptDaily(86, 94),
            "89 password-age warning #1",
            "93 password-age breach #1"),
        story(
            "F4: a mailed link that counts does not outdo the code that shows that nobody followed"
                + " it",
            life ->
                life.under(Policy.STANDARD.with(EmailCode.NO_FACTOR, EmailReset.COUNTS))
                    .then(0, Facts::created)
                    .then(1, Facts::linkSent)
                    .then(5, with("EMAIL_OTP"))
                    .then(30, with("PASSWORD"))
                    .sweptDaily(86, 96),
            "91 password-age warning #1",
            "95 password-age breach #1"),
        story(
            "F4: whoever was sent a link that counts has a password in the store",
            life ->
                life.under(Policy.STANDARD.with(EmailCode.NO_FACTOR, EmailReset.COUNTS))
                    .then(0, Facts::signedInExternally)
                    .then(2, Facts::linkSent)
                    .then(50, Facts::usedPortal)
                    .sweptDaily(86, 93),
            "88 password-age warning #1",
            "92 password-age breach #1"),
        story(
            "a user made anew with a password is not one from outside",
            life ->
                life.then(0, Facts::signedInExternally)
                    .then(1, Facts::deleted)
                    .then(2, Facts::createdWithPassword)
                    .then(50, Facts::usedPortal)
                    .sweptDaily(86, 93),
            "88 password-age warning #1",
            "92 password-age breach #1"),
        story(
            "a user made anew without one has none, whatever the earlier life had",
            life ->
                life.then(0, Facts::createdWithPassword)
                    .then(1, with("PASSWORD"))
                    .then(2, Facts::deleted)
                    .then(3, Facts::created)
                    .then(50, Facts::usedPortal)
                    .sweptDaily(86, 110)),
        story(
            "a use of a deleted user is reported though the id was created again",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::deleted)
                    .then(15, Facts::signedIn)
                    .then(20, Facts::createdWithPassword)
                    .sweptDaily(20, 22),
            "20 revoked-access breach #1",
            "20 revoked-access resolved by enabled #1"));
  }

  private static Stream<Arguments> statuses() {
    return Stream.of(
        story(
            "F7: where a record hides the status the directory is asked at once",
            life ->
                life.directorySays(Presence.DISABLED)
                    .then(0, Facts::signedIn)
                    .then(60, Facts::statusHidden)
                    .sweptDaily(60, 100)),
        story(
            "F7: without a directory the last known status stands",
            life -> life.then(0, Facts::signedIn).then(60, Facts::statusHidden).sweptDaily(60, 91),
            "86 inactivity warning #1",
            "90 inactivity breach #1"),
        story(
            "F10: who left without an event is found out within a week",
            life ->
                life.directorySays(Presence.ENABLED)
                    .then(0, Facts::signedIn)
                    .sweptDaily(85, 98)
                    .directorySays(Presence.DISABLED)
                    .sweptDaily(99, 130),
            "86 inactivity warning #1",
            "90 inactivity breach #1",
            "97 inactivity escalated #1",
            "105 inactivity resolved by disabled #1"),
        story(
            "F10: and a sign-in after that is reported",
            life ->
                life.directorySays(Presence.ENABLED)
                    .then(0, Facts::signedIn)
                    .sweptDaily(90, 98)
                    .directorySays(Presence.DISABLED)
                    .sweptDaily(99, 105)
                    .then(106, Facts::signedIn)
                    .sweptOn(106),
            "90 inactivity breach #1",
            "97 inactivity escalated #1",
            "105 inactivity resolved by disabled #1",
            "106 revoked-access breach #2"),
        story(
            "F11: who is disabled within seconds of an alert is disabled",
            life ->
                life.directorySays(Presence.ENABLED)
                    .then(0, Facts::signedIn)
                    .sweptOn(90)
                    .learns(90 + 15 / 1440.0, Facts::disabled)
                    .sweptOn(91)
                    .directorySays(Presence.DISABLED)
                    .then(95, Facts::signedIn)
                    .sweptOn(95),
            "90 inactivity breach #1",
            "91 inactivity resolved by disabled #1",
            "95 revoked-access breach #2"),
        story(
            "F14: who is enabled again has a week to sign in",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .then(200, Facts::enabled)
                    .sweptDaily(200, 206)
                    .then(206.5, Facts::signedIn)
                    .sweptDaily(207, 210)),
        story(
            "F14: and is judged as it is after that",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .then(200, Facts::enabled)
                    .sweptDaily(200, 208),
            "207 inactivity escalated #1"),
        story(
            "F14: to be enabled once more is no grace",
            life -> life.then(0, Facts::signedIn).then(95, Facts::enabled).sweptOn(95),
            "95 inactivity breach #1"));
  }

  private static Stream<Arguments> revocations() {
    return Stream.of(
        story(
            "F12: an old session that is used days after a disabling is a breach",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .sweptOn(10)
                    .then(15, Facts::usedPortal)
                    .sweptOn(15),
            "15 revoked-access breach #1"),
        story(
            "F12: within the grace it is none, to the second",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .then(10 + GRACE, Facts::usedPortal)
                    .sweptOn(11)),
        story(
            "F12: a second later it is one, also after a deletion",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::deleted)
                    .then(10 + GRACE + SECOND, Facts::usedPortal)
                    .sweptOn(11),
            "11 revoked-access breach #1"),
        story(
            "F12: it is over where policy gives sessions longer, and by nothing else",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .then(11, Facts::usedPortal)
                    .sweptOn(11)
                    .under(Policy.STANDARD.with(Duration.ofDays(2), Duration.ofDays(7)))
                    .sweptDaily(12, 40),
            "11 revoked-access breach #1",
            "12 revoked-access resolved by policy-change #1"),
        story(
            "F15: a sign-in between two disablings is reported, and over",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .then(11, Facts::signedIn)
                    .then(12, Facts::disabled)
                    .sweptDaily(12, 40),
            "12 revoked-access breach #1",
            "12 revoked-access resolved by disabled #1"),
        story(
            "F15: and one before an enabling, by a late sweep",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .then(11, Facts::signedIn)
                    .then(12, Facts::enabled)
                    .sweptDaily(12, 40),
            "12 revoked-access breach #1",
            "12 revoked-access resolved by enabled #1"));
  }

  private static Stream<Arguments> explained() {
    return Stream.of(
        story(
            "F11, F12, F15: an enabling explains the directory's answer of minutes later",
            life ->
                life.directorySays(Presence.ENABLED)
                    .then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .then(11, Facts::signedIn)
                    // Life dates an answer 15 minutes after the sweep's instant.
                    .then(12 + 12 * MINUTE, Facts::enabled)
                    .sweptOn(12),
            "12 revoked-access breach #1",
            "12 revoked-access resolved by enabled #1"));
  }

  private static Stream<Arguments> exemptions() {
    return Stream.of(
        story(
            "F13: nobody exempts unseen: the use is reported first, and then suppressed for good",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .sweptOn(10)
                    .then(11, Facts::signedIn)
                    .until(11.5)
                    .exempt(MARA, 40)
                    .sweptDaily(12, 60),
            "12 revoked-access breach #1",
            "12 revoked-access suppressed #1"),
        story(
            "F13: days that were counted open a new finding at its end",
            life -> life.then(0, Facts::signedIn).sweptOn(90).exempt(MARA, 120).sweptDaily(91, 120),
            "90 inactivity breach #1",
            "91 inactivity suppressed #1",
            "120 inactivity escalated #2"),
        story(
            "every password counts where the rule says always, a second factor or not",
            life ->
                life.under(Policy.STANDARD.with(PasswordRule.ALWAYS))
                    .then(0, Facts::passwordReset)
                    .then(40, Facts::signedIn)
                    .sweptOn(90),
            "90 password-age breach #1"));
  }

  private static Life.UnaryFact with(String credentials) {
    return (user, at) -> user.signedInWith(credentials, at);
  }

  private static Arguments story(String name, Plot plot, String... told) {
    return Arguments.argumentSet(name, plot, List.of(told));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void what_is_concluded_is_what_the_records_prove(Plot plot, List<String> told) {
    Life life = plot.apply(Life.listenedTo());

    assertEquals(told, life.told());
    EveryCrossingTold.check(life.scene().siem, life.scene().dossiers);
    assertEquals(
        Optional.empty(),
        life.scene().dossiers.all().stream()
            .filter(dossier -> !dossier.outbox().isEmpty())
            .findFirst());
  }
}
