package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.exemption.Exemption.Who;
import ninety.finding.Dossier;
import ninety.finding.Due;
import ninety.policy.Policy;
import ninety.user.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** What holds of any control: exemptions, late news, other terms, clocks and queues. */
final class LifeStoriesTest extends LifeStories {

  static Stream<Arguments> stories() {
    return Stream.of(
        story(
            "the exempt are not reported of until that ends",
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
            "who comes back while exempt is not reported of afterwards",
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
            "a sign-in that comes late and changes no level is not reported",
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
            "what the queue refused is reported later, as of when it was decided",
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
            "shorter days are reported at once",
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
            "a clock that steps back before the first level reports nothing early",
            life -> life.then(0, Facts::signedIn).sweptOn(85).sweptOn(70).sweptDaily(84, 86),
            "86 inactivity warning #1"),
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
            "120 inactivity escalated #1"));
  }

  @Test
  void there_are_at_least_forty_stories() {
    assertTrue(
        Stream.of(
                    stories(),
                    InactivityStoriesTest.stories(),
                    PasswordAgeStoriesTest.stories(),
                    RevokedAccessStoriesTest.stories(),
                    CoverageStoriesTest.stories())
                .flatMap(each -> each)
                .count()
            >= 40);
  }

  /** Of two sweeps at once both may send; a SIEM that drops repeats hears it once. */
  @Test
  void two_sweeps_at_once_tell_one_story() {
    Life life = Life.listenedTo().then(0, Facts::signedIn);
    life.scene().siem.meanwhile(once(life::sweep));

    life.sweptOn(90);

    assertEquals(1, life.scene().siem.ids().size());
    EveryCrossingReported.check(life.scene().siem, life.scene().dossiers);
  }

  /** 10,000 users armed for day 86 of whom a third is past day 60. */
  @Test
  void other_days_re_arm_ten_thousand_users_in_pages_and_tell_none_twice() {
    Scene scene = Scene.since(Life.DAY_0);
    int users = 10_000;
    IntStream.range(0, users)
        .forEach(i ->
            News.arrive(
                scene.dossiers,
                Facts.about(Facts.user(i)).signedIn(Life.day(i % 3 == 0 ? 0 : 40))));
    scene.sweepAt(Life.day(61));
    long before = scene.dossiers.writes();

    scene.under(days(56, 60, 67));
    Summary first = scene.sweepAt(Life.day(61));
    Summary second = scene.sweepAt(Life.day(61));

    int delivered = (users + 2) / 3;
    assertEquals(delivered, first.steps().size());
    assertEquals(0, second.steps().size());
    assertEquals(0, second.count(Count.LOOKED));
    List<UUID> arrived = scene.siem.arrivals().stream().map(alert -> alert.id()).toList();
    assertEquals(delivered, arrived.size());
    assertEquals(delivered, new HashSet<>(arrived).size());
    // Each user once to be armed, and those reported also for the intent and its end.
    assertEquals(users + 2L * delivered, scene.dossiers.writes() - before);
    assertTrue(
        scene.dossiers.all().stream()
            .map(Dossier::due)
            .allMatch(
                Set.of(new Due.At(Life.day(67)), new Due.At(Life.day(96)), new Due.Never())
                    ::contains));
  }
}
