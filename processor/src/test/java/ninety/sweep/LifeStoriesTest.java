package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.exemption.Exemption.Who;
import ninety.finding.Dossier;
import ninety.policy.Policy;
import ninety.policy.Policy.Basis;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.Thresholds;
import ninety.sweep.Life.Plot;
import ninety.user.Directory.Answer;
import ninety.user.Facts;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.UserRecord.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole lives, from the first fact to the last alert: what happens on which day, and exactly what
 * the SIEM is told, in order. The number behind {@code #} tells findings apart.
 */
final class LifeStoriesTest {

  private static final Who MARA = new Who.ById(Facts.user(1));

  static Stream<Arguments> stories() {
    return Stream.of(
        story(
            "who never comes back is told three times and no more",
            life -> life.then(0, Facts::signedIn).sweptDaily(1, 200),
            "86 inactivity warning #1",
            "90 inactivity breach #1",
            "97 inactivity escalated #1"),
        story(
            "who comes back in time is never told",
            life -> life.then(0, Facts::signedIn).then(85, Facts::signedIn).sweptDaily(85, 170)),
        story(
            "a warning ends with a sign-in",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(86)
                    .then(87, Facts::signedIn)
                    .sweptDaily(87, 172),
            "86 inactivity warning #1",
            "87 inactivity resolved by activity #1"),
        story(
            "a breach ends with a sign-in",
            life -> life.then(0, Facts::signedIn).sweptOn(90).then(91, Facts::signedIn).sweptOn(91),
            "90 inactivity breach #1",
            "91 inactivity resolved by activity #1"),
        story(
            "what is escalated ends with a sign-in",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptDaily(85, 98)
                    .then(99, Facts::signedIn)
                    .sweptOn(99),
            "86 inactivity warning #1",
            "90 inactivity breach #1",
            "97 inactivity escalated #1",
            "99 inactivity resolved by activity #1"),
        story(
            "a second absence is a second finding",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(90)
                    .then(91, Facts::signedIn)
                    .sweptOn(91)
                    .sweptOn(177),
            "90 inactivity breach #1",
            "91 inactivity resolved by activity #1",
            "177 inactivity warning #2"),
        story(
            "use of the portal is activity",
            life ->
                life.then(0, Facts::signedIn).sweptOn(86).then(88, Facts::usedPortal).sweptOn(88),
            "86 inactivity warning #1",
            "88 inactivity resolved by activity #1"),
        story(
            "use of the portal is no sign-in where that is asked for",
            life ->
                life.under(authenticated())
                    .then(0, Facts::signedIn)
                    .sweptOn(86)
                    .then(88, Facts::usedPortal)
                    .sweptOn(90),
            "86 inactivity warning #1",
            "90 inactivity breach #1"),
        story(
            "a disabled user is not inactive",
            life -> life.then(0, Facts::signedIn).sweptOn(90).then(91, Facts::disabled).sweptOn(91),
            "90 inactivity breach #1",
            "91 inactivity resolved by disabled #1"),
        story(
            "a deleted user is not inactive",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(86)
                    .then(89, Facts::deleted)
                    .sweptDaily(89, 120),
            "86 inactivity warning #1",
            "89 inactivity resolved by deleted #1"),
        story(
            "who is enabled again and still away is another finding after a grace (F14)",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(90)
                    .then(91, Facts::disabled)
                    .sweptOn(91)
                    .then(93, Facts::enabled)
                    .sweptDaily(93, 101),
            "90 inactivity breach #1",
            "91 inactivity resolved by disabled #1",
            "100 inactivity escalated #2"),
        story(
            "who was made and never signed in counts from the creation",
            life -> life.then(10, Facts::created).sweptDaily(90, 107),
            "96 inactivity warning #1",
            "100 inactivity breach #1",
            "107 inactivity escalated #1"),
        story(
            "who existed before counts from when we began to listen",
            life -> life.then(50, Facts::seen).sweptDaily(80, 90),
            "86 inactivity warning #1",
            "90 inactivity breach #1"),
        story(
            "what was before we began to listen accuses nobody",
            life -> life.learns(-300, Facts::signedIn).sweptDaily(0, 86),
            "86 inactivity warning #1"),
        story("of whom nothing is known nothing is told", life -> life.sweptDaily(80, 120)),
        story(
            "a password is told like an absence and ends with a reset",
            life ->
                life.then(0, Facts::passwordReset)
                    .then(60, (user, at) -> user.signedInWith("PASSWORD", at))
                    .sweptDaily(80, 98)
                    .then(99, Facts::passwordReset)
                    .sweptOn(99),
            "86 password-age warning #1",
            "90 password-age breach #1",
            "97 password-age escalated #1",
            "99 password-age resolved by password-reset #1"),
        story(
            "a creation with a password begins both counts",
            life -> life.then(0, Facts::createdWithPassword).sweptOn(86),
            "86 inactivity warning #1",
            "86 password-age warning #2"),
        story(
            "a creation without a password begins one",
            life -> life.then(0, Facts::created).sweptOn(86),
            "86 inactivity warning #1"),
        story(
            "who signs in externally has no password here",
            life ->
                life.then(0, Facts::createdWithPassword)
                    .then(80, Facts::signedInExternally)
                    .sweptDaily(80, 120)),
        story(
            "a password that is given up ends its finding",
            life ->
                life.then(0, Facts::createdWithPassword)
                    .then(80, (user, at) -> user.signedInWith("PASSWORD", at))
                    .sweptOn(86)
                    .then(87, Facts::signedInExternally)
                    .sweptOn(87),
            "86 password-age warning #1",
            "87 password-age resolved by not-applicable #1"),
        story(
            "a second factor counts under its rule",
            life ->
                life.under(singleFactor())
                    .then(0, Facts::passwordReset)
                    .then(60, (user, at) -> user.signedInWith("PASSWORD,TOTP", at))
                    .sweptDaily(80, 120)),
        story(
            "one sign-in without it makes the password old",
            life ->
                life.under(singleFactor())
                    .then(0, Facts::passwordReset)
                    .then(60, (user, at) -> user.signedInWith("PASSWORD,TOTP", at))
                    .sweptOn(91)
                    .then(92, (user, at) -> user.signedInWith("PASSWORD", at))
                    .sweptOn(92),
            "92 password-age breach #1"),
        story(
            "a new password with a second factor ends it",
            life ->
                life.under(singleFactor())
                    .then(0, Facts::passwordReset)
                    .then(60, (user, at) -> user.signedInWith("PASSWORD", at))
                    .sweptOn(90)
                    .then(91, Facts::passwordReset)
                    .then(92, (user, at) -> user.signedInWith("PASSWORD,TOTP", at))
                    .sweptOn(92),
            "90 password-age breach #1",
            "92 password-age resolved by second-factor #1"),
        story(
            "the exempt are not told of until that ends",
            life ->
                life.then(0, Facts::signedIn).exempt(MARA, 120).sweptDaily(80, 119).sweptOn(120),
            "120 inactivity escalated #1"),
        story(
            "an exemption closes what is open, and its end opens anew",
            life -> life.then(0, Facts::signedIn).sweptOn(90).exempt(MARA, 120).sweptDaily(91, 120),
            "90 inactivity breach #1",
            "91 inactivity suppressed #1",
            "120 inactivity escalated #2"),
        story(
            "an exemption that is taken back holds no longer",
            life ->
                life.then(0, Facts::signedIn)
                    .exempt(MARA, 200)
                    .sweptDaily(80, 95)
                    .exemptionRemoved()
                    .sweptOn(96),
            "96 inactivity breach #1"),
        story(
            "an exemption that ends at night is over that night",
            life ->
                life.then(0, Facts::signedIn)
                    .exempt(MARA, 100 + 2 / 24.0)
                    .sweptOn(100)
                    .sweptOn(100 + 1 / 24.0)
                    .sweptOn(100 + 3 / 24.0),
            "100.13 inactivity escalated #1"),
        story(
            "an exemption by a pattern covers by name",
            life ->
                life.then(0, Facts::signedIn)
                    .exempt(new Who.ByName("MARA.*"), 120)
                    .sweptDaily(80, 100)),
        story(
            "a pattern covers nobody else",
            life ->
                life.then(0, Facts::signedIn)
                    .exempt(new Who.ByName("breakglass-*"), 120)
                    .sweptOn(90),
            "90 inactivity breach #1"),
        story(
            "who comes back while exempt is not told of afterwards",
            life ->
                life.then(0, Facts::signedIn)
                    .exempt(MARA, 120)
                    .sweptOn(90)
                    .then(100, Facts::signedIn)
                    .sweptDaily(100, 130)),
        story(
            "a sign-in that comes late takes a breach back",
            life ->
                life.then(0, Facts::signedIn).sweptOn(90).learns(60, Facts::signedIn).sweptOn(91),
            "90 inactivity breach #1",
            "91 inactivity resolved by activity #1"),
        story(
            "a sign-in that comes late makes of a breach a warning",
            life ->
                life.then(0, Facts::signedIn).sweptOn(90).learns(3, Facts::signedIn).sweptOn(91),
            "90 inactivity breach #1",
            "91 inactivity resolved by activity #1",
            "91 inactivity warning #2"),
        story(
            "a sign-in that comes late and changes no level is not told",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(90)
                    .learns(0.5, Facts::signedIn)
                    .sweptOn(91)
                    .sweptOn(97.5),
            "90 inactivity breach #1",
            "97.50 inactivity escalated #1"),
        story(
            "a sign-in between intent and sending ends in both, in order",
            life ->
                life.then(0, Facts::signedIn)
                    .happens(
                        it -> it.scene().siem.meanwhile(once(() -> it.learns(90, Facts::signedIn))))
                    .sweptOn(90),
            "90 inactivity breach #1",
            "90 inactivity resolved by activity #1"),
        story(
            "what the queue refused is told later, as of when it was decided",
            life ->
                life.then(0, Facts::signedIn)
                    .happens(it -> it.scene().siem.refuse(_ -> true))
                    .sweptDaily(86, 88)
                    .happens(it -> it.scene().siem.refuse(_ -> false))
                    .sweptOn(89),
            "86 inactivity warning #1"),
        story(
            "a queue that is gone for an hour loses nothing",
            life ->
                life.then(0, Facts::signedIn)
                    .happens(it -> it.scene().siem.refuse(_ -> true))
                    .sweptOn(90)
                    .then(90.01, Facts::signedIn)
                    .sweptOn(90.02)
                    .happens(it -> it.scene().siem.refuse(_ -> false))
                    .sweptOn(90.05),
            "90 inactivity breach #1",
            "90.05 inactivity resolved by activity #1"),
        story(
            "shorter days are told at once",
            life -> life.then(0, Facts::signedIn).sweptOn(61).under(days(56, 60, 67)).sweptOn(61),
            "61 inactivity breach #1"),
        story(
            "longer days end what they do not know",
            life ->
                life.then(0, Facts::signedIn).sweptOn(90).under(days(116, 120, 127)).sweptOn(91),
            "90 inactivity breach #1",
            "91 inactivity resolved by policy-change #1"),
        story(
            "other days can make of a breach a warning",
            life -> life.then(0, Facts::signedIn).sweptOn(90).under(days(86, 100, 107)).sweptOn(91),
            "90 inactivity breach #1",
            "91 inactivity resolved by policy-change #1",
            "91 inactivity warning #2"),
        story(
            "a clock that steps back ends nothing and repeats nothing",
            life -> life.then(0, Facts::signedIn).sweptOn(90).sweptOn(87).sweptOn(80).sweptOn(91),
            "90 inactivity breach #1"),
        story(
            "a clock that steps back before the first level tells nothing early",
            life -> life.then(0, Facts::signedIn).sweptOn(85).sweptOn(70).sweptDaily(84, 86),
            "86 inactivity warning #1"),
        story(
            "who is deleted and made anew under the name is another user",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(86)
                    .then(87, Facts::deleted)
                    .about(2)
                    .then(88, Facts::created)
                    .sweptDaily(88, 174),
            "86 inactivity warning #1",
            "88 inactivity resolved by deleted #1",
            "174 inactivity warning #2"),
        story(
            "who is made anew under the id counts anew",
            life -> life.then(0, Facts::signedIn).sweptOn(90).then(91, Facts::created).sweptOn(91),
            "90 inactivity breach #1",
            "91 inactivity resolved by created #1"),
        story(
            "a heartbeat that is missing over day 90 makes it unknown and not a breach",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(85)
                    .silent()
                    .sweptDaily(86, 92)
                    .until(92.5)
                    .heardAgain()
                    .sweep()
                    .sweptDaily(93, 183),
            "86 inactivity not-checked #1",
            "86 password-age not-checked #2",
            "86 revoked-access not-checked #3",
            "92.50 inactivity still-not-checked #1",
            "92.50 password-age still-not-checked #2",
            // That she was disabled in the gap, and came all the same, nobody would have heard.
            "92.50 revoked-access still-not-checked #3",
            "179 inactivity warning #4",
            "179 inactivity resolved #1",
            "183 inactivity breach #4",
            "183 revoked-access resolved #3"),
        story(
            "S5: 75 minutes in which nobody listened restart no count and are no part of it",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(50)
                    .silent()
                    .until(50 + 90 / 1440.0)
                    .heardAgain()
                    .sweptOn(51)
                    .sweptDaily(86, 92),
            "51 inactivity not-checked #1",
            "51 password-age not-checked #2",
            "51 revoked-access not-checked #3",
            "51 inactivity resolved #1",
            "51 password-age resolved #2",
            "51 revoked-access resolved #3",
            "87 inactivity warning #4",
            "91 inactivity breach #4"),
        story(
            "S6: a gap that lies between two sweeps is reported, once",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(50)
                    .silent()
                    .until(50.5)
                    .heardAgain()
                    .sweptDaily(51, 80),
            "51 inactivity not-checked #1",
            "51 password-age not-checked #2",
            "51 revoked-access not-checked #3",
            "51 inactivity resolved #1",
            "51 password-age resolved #2",
            "51 revoked-access resolved #3"),
        story(
            "S5: after a gap of some days users go on to count",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(50)
                    .silent()
                    .sweptOn(52)
                    .until(53)
                    .heardAgain()
                    .sweep()
                    .sweptDaily(54, 140),
            "52 inactivity not-checked #1",
            "52 password-age not-checked #2",
            "52 revoked-access not-checked #3",
            "53 inactivity resolved #1",
            "53 password-age resolved #2",
            "53 revoked-access resolved #3",
            "89 inactivity warning #4",
            "93 inactivity breach #4",
            "100 inactivity escalated #4"),
        story(
            "archived logs of a gap make it good",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(50)
                    .silent()
                    .sweptOn(52)
                    .until(53)
                    .heardAgain()
                    .sweep()
                    .archived(49, 54)
                    .sweptOn(90),
            "52 inactivity not-checked #1",
            "52 password-age not-checked #2",
            "52 revoked-access not-checked #3",
            "53 inactivity resolved #1",
            "53 password-age resolved #2",
            "53 revoked-access resolved #3",
            "90 inactivity breach #4"),
        story(
            "what was told before a gap stands until the user comes",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(90)
                    .silent()
                    .sweptOn(92)
                    .until(93)
                    .heardAgain()
                    .sweptOn(98)
                    .then(99, Facts::signedIn)
                    .sweptOn(99),
            "90 inactivity breach #1",
            "92 inactivity not-checked #2",
            "92 password-age not-checked #3",
            "92 revoked-access not-checked #4",
            "98 inactivity resolved #2",
            "98 password-age resolved #3",
            "98 revoked-access resolved #4",
            "99 inactivity resolved by activity #1"),
        story(
            "a heartbeat that is missing for less than an hour is no gap",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(50)
                    .silent()
                    .sweptOn(50 + 0.5 / 24)
                    .heardAgain()
                    .sweptOn(50 + 0.9 / 24)
                    .sweptOn(86),
            "86 inactivity warning #1"),
        story(
            "a backlog over day 90 delays a breach and loses none",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(86)
                    .until(88)
                    .stuck()
                    .sweptDaily(89, 92)
                    .until(93)
                    .processedAgain()
                    .sweep(),
            "86 inactivity warning #1",
            "89 inactivity not-checked #2",
            "89 password-age not-checked #3",
            "89 revoked-access not-checked #4",
            "93 inactivity breach #1",
            "93 inactivity resolved #2",
            "93 password-age resolved #3",
            "93 revoked-access resolved #4"),
        story(
            "who signed in in a backlog over day 90 is never accused",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptOn(85)
                    .stuck()
                    .sweptDaily(86, 92)
                    .until(93)
                    .learns(85.5, Facts::signedIn)
                    .processedAgain()
                    .sweep()
                    .sweptOn(100),
            "86 inactivity not-checked #1",
            "86 password-age not-checked #2",
            "86 revoked-access not-checked #3",
            "93 inactivity resolved #1",
            "93 password-age resolved #2",
            "93 revoked-access resolved #3"),
        story(
            "one shard of four that nobody processes holds back everything",
            life ->
                life.shards(4)
                    .then(0, Facts::signedIn)
                    .sweptOn(80)
                    .stuck()
                    .sweptDaily(85, 91)
                    .processedAgain()
                    .sweptOn(91.5),
            "85 inactivity not-checked #1",
            "85 password-age not-checked #2",
            "85 revoked-access not-checked #3",
            "91.50 inactivity breach #4",
            "91.50 inactivity resolved #1",
            "91.50 password-age resolved #2",
            "91.50 revoked-access resolved #3"),
        Arguments.argumentSet(
            "where nobody ever listened nothing is judged",
            (Supplier<Life>) Life::unheard,
            (Plot) life -> life.then(0, Facts::signedIn).sweptDaily(90, 92),
            List.of(
                "90 inactivity not-checked #1",
                "90 password-age not-checked #2",
                "90 revoked-access not-checked #3")),
        story(
            "a disabled user who signs in is told at once, and again never",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .sweptOn(10)
                    .then(11, Facts::signedIn)
                    .sweptOn(11)
                    .then(12, Facts::signedIn)
                    .sweptDaily(12, 120),
            "11 revoked-access breach #1"),
        story(
            "a deleted user who signs in is told, and it ends when the user is gone again",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::deleted)
                    .then(11, Facts::signedIn)
                    .sweptOn(11)
                    .then(12, Facts::deleted)
                    .sweptOn(12),
            "11 revoked-access breach #1",
            "12 revoked-access resolved by deleted #1"),
        story(
            "an enabling that comes late takes that back",
            life ->
                life.then(10, Facts::disabled)
                    .then(12, Facts::signedIn)
                    .sweptOn(12)
                    .learns(11, Facts::enabled)
                    .sweptOn(13),
            "12 revoked-access breach #1",
            "13 revoked-access resolved by enabled #1"),
        story(
            "whom the directory does not have any more is recorded and not told",
            life ->
                life.asking(_ -> new Answer.Gone(asked(86)))
                    .then(0, Facts::signedIn)
                    .sweptDaily(86, 120)
                    .happens(it -> assertEquals(Status.DELETED, status(it)))),
        story(
            "whom the directory has as disabled is recorded and not told",
            life ->
                life.asking(
                        _ -> new Answer.Found(asked(86), Optional.empty(), false, Optional.empty()))
                    .then(0, Facts::signedIn)
                    .sweptDaily(86, 120)
                    .happens(it -> assertEquals(Status.DISABLED, status(it)))),
        story(
            "where the directory gives no answer it is told all the same",
            life ->
                life.asking(_ -> new Answer.Unverified("throttled"))
                    .then(0, Facts::signedIn)
                    .sweptOn(90),
            "90 inactivity breach #1"),
        story(
            "whom the directory knows to be younger is not accused",
            life ->
                life.asking(_ ->
                        new Answer.Found(
                            asked(90), Optional.empty(), true, Optional.of(Life.day(60))))
                    .then(70, Facts::seen)
                    .sweptDaily(85, 145)
                    .sweptOn(146),
            "146 inactivity warning #1"),
        story(
            "whom the directory has as disabled is asked about again and told once enabled",
            life ->
                life.directorySays(Presence.DISABLED)
                    .then(0, Facts::signedIn)
                    .sweptOn(86)
                    .directorySays(Presence.ENABLED)
                    .then(87, Facts::seen)
                    .sweptDaily(87, 100),
            "94 inactivity breach #1",
            "97 inactivity escalated #1"),
        story(
            "an enabling that no event tells is found out by asking",
            life ->
                life.directorySays(Presence.ENABLED)
                    .then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .sweptDaily(10, 100),
            "86 inactivity warning #1",
            "90 inactivity breach #1",
            "97 inactivity escalated #1"),
        story(
            "who was found disabled and signs in is told, although the directory says so again",
            life ->
                life.directorySays(Presence.DISABLED)
                    .then(0, Facts::signedIn)
                    .sweptOn(86)
                    .then(100, Facts::signedIn)
                    .sweptOn(100)
                    .sweptOn(100.5),
            "100 revoked-access breach #1"),
        story(
            "who was found gone and signs in is told, although the directory says so again",
            life ->
                life.directorySays(Presence.GONE)
                    .then(0, Facts::signedIn)
                    .sweptOn(86)
                    .then(100, Facts::signedIn)
                    .sweptOn(100)
                    .sweptOn(100.5),
            "100 revoked-access breach #1"),
        story(
            "who was found enabled, signs in and is gone a season later did nothing wrong",
            life ->
                life.directorySays(Presence.ENABLED)
                    .then(0, Facts::disabled)
                    .sweptOn(8)
                    .then(100, Facts::signedIn)
                    .sweptOn(100)
                    .directorySays(Presence.GONE)
                    .sweptDaily(101, 250)),
        story(
            "nor who is disabled a season later",
            life ->
                life.directorySays(Presence.ENABLED)
                    .then(0, Facts::disabled)
                    .sweptOn(8)
                    .then(100, Facts::signedIn)
                    .sweptOn(100)
                    .directorySays(Presence.DISABLED)
                    .sweptDaily(101, 250)),
        story(
            "who was found disabled, signs in, and is deleted before a sweep is told",
            life ->
                life.directorySays(Presence.DISABLED)
                    .then(0, Facts::signedIn)
                    .sweptOn(86)
                    .then(100, Facts::signedIn)
                    .then(100.01, Facts::deleted)
                    .directorySays(Presence.GONE)
                    .sweptOn(100.05),
            "100.05 revoked-access breach #1",
            "100.05 revoked-access resolved by deleted #1"),
        story(
            "who was found disabled, signs in, and is gone before a sweep is told",
            life ->
                life.directorySays(Presence.DISABLED)
                    .then(0, Facts::signedIn)
                    .sweptOn(86)
                    .then(100, Facts::signedIn)
                    .directorySays(Presence.GONE)
                    .sweptOn(100.05)
                    .sweptDaily(101, 110),
            "100.05 revoked-access breach #1",
            "102 revoked-access resolved by deleted #1"),
        story(
            "a deleted user's sign-in is over when the directory says a day later that it is so",
            life ->
                life.directorySays(Presence.GONE)
                    .then(0, Facts::signedIn)
                    .then(10, Facts::deleted)
                    .then(11, Facts::signedIn)
                    .sweptDaily(11, 400),
            "11 revoked-access breach #1",
            "12 revoked-access resolved by deleted #1"),
        story(
            "a day without another sign-in, that is",
            life ->
                life.directorySays(Presence.DISABLED)
                    .then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .then(11, Facts::signedIn)
                    .sweptOn(11)
                    .then(11.5, Facts::signedIn)
                    .sweptOn(12)
                    .sweptOn(13)
                    .then(14, Facts::signedIn)
                    .sweptOn(14),
            "11 revoked-access breach #1",
            "13 revoked-access resolved by disabled #1",
            "14 revoked-access breach #2"),
        story(
            "of a sign-in whose enabling was lost the directory says a day later that it was right",
            life ->
                life.asking(_ -> new Answer.Unverified("throttled"))
                    .then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .then(11, Facts::signedIn)
                    .sweptOn(11)
                    .directorySays(Presence.ENABLED)
                    .sweptOn(12),
            "11 revoked-access breach #1",
            "12 revoked-access resolved by enabled #1"),
        story(
            "a disabled user who signs in and is deleted before a sweep is told all the same",
            life ->
                life.then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .sweptOn(10)
                    .then(11, Facts::signedIn)
                    .then(11.01, Facts::deleted)
                    .sweptOn(11.05)
                    .sweptDaily(12, 50),
            "11.05 revoked-access breach #1",
            "11.05 revoked-access resolved by deleted #1"),
        story(
            "an exemption gives no leave to use a revoked access, knowledge of the use does",
            life ->
                life.until(5)
                    .exempt(MARA, 300)
                    .then(6, Facts::disabled)
                    .then(11, Facts::signedIn)
                    .sweptOn(11)
                    .until(12)
                    .exempt(MARA, 40)
                    .sweptDaily(12, 60),
            "11 revoked-access breach #1",
            "12 revoked-access suppressed #1"),
        story(
            "other days under which the level is the same end nothing",
            life ->
                life.then(0, Facts::signedIn)
                    .sweptDaily(86, 119)
                    .under(days(86, 90, 104))
                    .sweptDaily(120, 130),
            "86 inactivity warning #1",
            "90 inactivity breach #1",
            "97 inactivity escalated #1"),
        story(
            "days there and back end nothing that is true again",
            life ->
                life.under(days(56, 60, 97))
                    .then(0, Facts::signedIn)
                    .sweptOn(60)
                    .under(Policy.STANDARD)
                    .sweptOn(91),
            "60 inactivity breach #1"),
        story(
            "a clock that steps back over the end of an exemption suppresses nothing again",
            life ->
                life.then(0, Facts::signedIn)
                    .exempt(MARA, 120)
                    .sweptOn(120)
                    .then(120, Facts::passwordReset)
                    .sweptOn(119.99)
                    .sweptOn(120.01),
            "120 inactivity escalated #1"),
        story(
            "a login's second call, which says no credentials, hides no external provider",
            life ->
                life.then(0, Facts::passwordReset)
                    .then(80, Facts::signedInExternally)
                    .then(80.0001, Facts::authenticated)
                    .sweptDaily(80, 120)),
        story(
            "nor a second factor",
            life ->
                life.under(singleFactor())
                    .then(0, Facts::passwordReset)
                    .then(80, Facts::signedIn)
                    .then(80.0001, Facts::authenticated)
                    .sweptDaily(80, 120)));
  }

  private static Arguments story(String name, Plot plot, String... told) {
    return Arguments.argumentSet(name, (Supplier<Life>) Life::listenedTo, plot, List.of(told));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_life_is_told_so_and_not_otherwise(Supplier<Life> begin, Plot plot, List<String> told) {
    Life life = plot.apply(begin.get());

    assertEquals(told, life.told());
    EveryCrossingTold.check(life.scene().siem, life.scene().dossiers);
  }

  @Test
  void there_are_at_least_forty_stories() {
    assertTrue(stories().count() >= 40);
  }

  /** Of two sweeps at once both may send; a SIEM that drops repeats hears it once. */
  @Test
  void two_sweeps_at_once_tell_one_story() {
    Life life = Life.listenedTo().then(0, Facts::signedIn);
    life.scene().siem.meanwhile(once(life::sweep));

    life.sweptOn(90);

    assertEquals(1, life.scene().siem.ids().size());
    EveryCrossingTold.check(life.scene().siem, life.scene().dossiers);
  }

  /** 10,000 users armed for day 86 of whom a third is past day 60. */
  @Test
  void other_days_re_arm_ten_thousand_users_in_pages_and_tell_none_twice() {
    Scene scene = Scene.since(Life.DAY_0);
    int users = 10_000;
    IntStream.range(0, users)
        .forEach(i ->
            News.tell(
                scene.dossiers,
                Facts.about(Facts.user(i)).signedIn(Life.day(i % 3 == 0 ? 0 : 40))));
    scene.sweepAt(Life.day(61));
    long before = scene.dossiers.writes();

    scene.under(days(56, 60, 67));
    Summary first = scene.sweepAt(Life.day(61));
    Summary second = scene.sweepAt(Life.day(61));

    int told = (users + 2) / 3;
    assertEquals(told, first.steps().size());
    assertEquals(0, second.steps().size());
    assertEquals(0, second.count(Count.LOOKED));
    List<UUID> arrived = scene.siem.arrivals().stream().map(alert -> alert.id()).toList();
    assertEquals(told, arrived.size());
    assertEquals(told, new HashSet<>(arrived).size());
    // Each user once to be armed, and those told also for the intent and its end.
    assertEquals(users + 2L * told, scene.dossiers.writes() - before);
    assertTrue(
        scene.dossiers.all().stream()
            .map(Dossier::due)
            .flatMap(Optional::stream)
            .allMatch(due -> due.equals(Life.day(67)) || due.equals(Life.day(96))));
  }

  private static Runnable once(Runnable what) {
    boolean[] done = {false};
    return () -> {
      if (!done[0]) {
        done[0] = true;
        what.run();
      }
    };
  }

  private static Status status(Life life) {
    return life.scene().dossiers.read(Facts.user(1)).orElseThrow().user().status();
  }

  private static Proof asked(int day) {
    Instant at = Life.day(day).plus(Duration.ofMinutes(15));
    return new Proof(
        at, "request-" + day, "identitystore.amazonaws.com DescribeUser", Proof.Source.DIRECTORY);
  }

  private static Policy days(int warning, int breach, int escalated) {
    Thresholds days = Thresholds.ofDays(warning, breach, escalated);
    return Policy.STANDARD.with(days, days);
  }

  private static Policy authenticated() {
    return Policy.STANDARD.with(Basis.LAST_AUTHENTICATED);
  }

  private static Policy singleFactor() {
    return Policy.STANDARD.with(PasswordRule.SINGLE_FACTOR);
  }
}
