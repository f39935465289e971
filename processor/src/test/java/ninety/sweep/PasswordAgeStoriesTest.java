package ninety.sweep;

import java.util.stream.Stream;
import ninety.user.Facts;
import org.junit.jupiter.params.provider.Arguments;

final class PasswordAgeStoriesTest extends LifeStories {

  static Stream<Arguments> stories() {
    return Stream.of(
        story(
            "a password is reported like an absence and ends with a reset",
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
}
