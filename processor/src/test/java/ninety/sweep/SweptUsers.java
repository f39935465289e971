package ninety.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import ninety.coverage.Observed;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.MemoryDossiers;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.UserId;

/** A scene whose users are swept by hand, day by day. */
abstract class SweptUsers {

  static final Instant START = Instant.parse("2026-01-01T08:14:27Z");

  final Scene scene = newScene();
  final MemoryDossiers dossiers = scene.dossiers;
  final Siem siem = scene.siem;

  /**
   * Every way that a user can be found: to be opened, raised, ended, ended and opened, rescheduled.
   */
  static Scene manyStories(Scene place) {
    MemoryDossiers table = place.dossiers;
    for (int i = 1; i <= 4; i++) {
      Facts facts = Facts.about(Facts.user(10 + i));
      News.arrive(table, facts.createdWithPassword(day(12)));
      News.arrive(table, Facts.about(Facts.user(20 + i)).signedIn(day(3)));
      News.arrive(table, Facts.about(Facts.user(30 + i)).createdWithPassword(day(3)));
      News.arrive(table, Facts.about(Facts.user(40 + i)).signedIn(day(0)));
      News.arrive(table, Facts.about(Facts.user(50 + i)).signedIn(day(14)));
    }
    place.sweepAt(day(92));
    for (int i = 1; i <= 4; i++) {
      News.arrive(table, Facts.about(Facts.user(30 + i)).signedIn(day(93)));
      News.arrive(table, Facts.about(Facts.user(40 + i)).usedPortal(day(13)));
      News.arrive(table, Facts.about(Facts.user(50 + i)).usedPortal(day(60)));
      News.arrive(table, Facts.about(Facts.user(60 + i)).signedIn(day(99)));
    }
    return place;
  }

  static Scene newScene() {
    return Scene.since(START.minus(Duration.ofDays(1)));
  }

  static Summary nothing(Instant asOf, long looked) {
    return new Summary(
        asOf,
        Optional.empty(),
        Optional.of(Observed.since(START.minus(Duration.ofDays(1)))),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Counts(Map.of(Count.LOOKED, looked)));
  }

  static Map<UserId, Dossier> contents(MemoryDossiers table) {
    Map<UserId, Dossier> contents = new TreeMap<>();
    table.all().forEach(dossier -> contents.put(dossier.user().id(), dossier.withVersion(1)));
    return contents;
  }

  static List<Summary.Step> sorted(List<Summary.Step> steps) {
    return steps.stream().sorted(Comparator.comparing(Summary.Step::alert)).toList();
  }

  static List<Summary.Step> pending(List<Summary.Step> steps) {
    return sorted(
        steps.stream()
            .map(step ->
                new Summary.Step(
                    step.user(), step.control(), step.step(), step.finding(), step.alert(), false))
            .toList());
  }

  static List<String> labels(Summary summary) {
    return summary.steps().stream().map(Summary.Step::step).toList();
  }

  List<UUID> ids() {
    return siem.arrivals().stream().map(alert -> alert.id()).toList();
  }

  Sweep sweep() {
    return scene.sweep();
  }

  Summary sweep(Instant at) {
    return sweep().run(at, at, SweptUsers::unwatched);
  }

  Summary sweep(Dossiers through, Instant at) {
    return scene.sweep(scene.places(through, siem), 4).run(at, at, SweptUsers::unwatched);
  }

  static void unwatched(long looked) {}

  void learn(Fact... facts) {
    News.arrive(dossiers, facts);
  }

  Dossier dossier(int user) {
    return dossiers.read(Facts.user(user)).orElseThrow();
  }

  static Facts mara() {
    return Facts.about(Facts.user(1));
  }

  static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }
}
