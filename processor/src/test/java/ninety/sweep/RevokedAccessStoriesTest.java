package ninety.sweep;

import java.util.stream.Stream;
import ninety.user.DirectoryWord;
import ninety.user.Facts;
import ninety.user.Kind.Presence;
import org.junit.jupiter.params.provider.Arguments;

final class RevokedAccessStoriesTest extends LifeStories {

  static Stream<Arguments> stories() {
    return Stream.of(
        story(
            "a disabled user who signs in is reported at once, and again never",
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
            "a deleted user who signs in is delivered, and it ends when the user is gone again",
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
            "who was found disabled and signs in is delivered, although the directory says so"
                + " again",
            life ->
                life.directorySays(Presence.DISABLED)
                    .then(0, Facts::signedIn)
                    .sweptOn(86)
                    .then(100, Facts::signedIn)
                    .sweptOn(100)
                    .sweptOn(100.5),
            "100 revoked-access breach #1"),
        story(
            "who was found gone and signs in is delivered, although the directory says so again",
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
            "who was found disabled, signs in, and is deleted before a sweep is reported",
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
            "who was found disabled, signs in, and is gone before a sweep is reported",
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
                life.asking(_ -> new DirectoryWord.Unavailable(DirectoryWord.Reason.THROTTLED))
                    .then(0, Facts::signedIn)
                    .then(10, Facts::disabled)
                    .then(11, Facts::signedIn)
                    .sweptOn(11)
                    .directorySays(Presence.ENABLED)
                    .sweptOn(12),
            "11 revoked-access breach #1",
            "12 revoked-access resolved by enabled #1"),
        story(
            "a disabled user who signs in and is deleted before a sweep is reported all the same",
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
            "12 revoked-access suppressed #1"));
  }
}
