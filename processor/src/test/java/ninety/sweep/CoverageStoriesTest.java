package ninety.sweep;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ninety.sweep.Life.Plot;
import ninety.user.Facts;
import org.junit.jupiter.params.provider.Arguments;

/** Lives of which a part was not heard, or was heard late. */
final class CoverageStoriesTest extends LifeStories {

  static Stream<Arguments> stories() {
    return Stream.of(
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
            "S5: 75 minutes in which nobody listened restart no count and are not part of it",
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
            "what was reported before a gap stands until the user comes",
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
            "a heartbeat that is missing for less than an hour is not a gap",
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
                "90 revoked-access not-checked #3")));
  }
}
