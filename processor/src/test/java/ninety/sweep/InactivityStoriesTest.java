package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Stream;
import ninety.user.DirectoryWord;
import ninety.user.Facts;
import ninety.user.Kind.Presence;
import ninety.user.UserRecord.Status;
import org.junit.jupiter.params.provider.Arguments;

final class InactivityStoriesTest extends LifeStories {

  static Stream<Arguments> stories() {
    return Stream.of(
        story(
            "who never comes back is reported three times and no more",
            life -> life.then(0, Facts::signedIn).sweptDaily(1, 200),
            "86 inactivity warning #1",
            "90 inactivity breach #1",
            "97 inactivity escalated #1"),
        story(
            "who comes back in time is never reported",
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
            "use of the portal is not a sign-in where that is asked for",
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
        story("of whom nothing is known nothing is reported", life -> life.sweptDaily(80, 120)),
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
            "whom the directory does not have any more is recorded and not reported",
            life ->
                life.asking(_ -> DirectoryWord.gone(asked(86)))
                    .then(0, Facts::signedIn)
                    .sweptDaily(86, 120)
                    .happens(it -> assertEquals(Status.DELETED, status(it)))),
        story(
            "whom the directory has as disabled is recorded and not reported",
            life ->
                life.asking(_ ->
                        DirectoryWord.found(asked(86), Optional.empty(), false, Optional.empty()))
                    .then(0, Facts::signedIn)
                    .sweptDaily(86, 120)
                    .happens(it -> assertEquals(Status.DISABLED, status(it)))),
        story(
            "where the directory gives no answer it is reported all the same",
            life ->
                life.asking(_ -> new DirectoryWord.Unavailable(DirectoryWord.Reason.THROTTLED))
                    .then(0, Facts::signedIn)
                    .sweptOn(90),
            "90 inactivity breach #1"),
        story(
            "whom the directory knows to be younger is not accused",
            life ->
                life.asking(_ ->
                        DirectoryWord.found(
                            asked(90), Optional.empty(), true, Optional.of(Life.day(60))))
                    .then(70, Facts::seen)
                    .sweptDaily(85, 145)
                    .sweptOn(146),
            "146 inactivity warning #1"),
        story(
            "whom the directory has as disabled is asked about again and reported once enabled",
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
            "an enabling that no event reports is found out by asking",
            life ->
                life.directorySays(Presence.ENABLED)
                    .then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .sweptDaily(10, 100),
            "86 inactivity warning #1",
            "90 inactivity breach #1",
            "97 inactivity escalated #1"));
  }
}
