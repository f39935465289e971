package ninety.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import ninety.coverage.Horizon;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Span;
import ninety.exemption.Exemption;
import ninety.finding.Alert;
import ninety.finding.FeedTransition;
import ninety.finding.UserTransition;
import ninety.finding.UserTransition.Resolved;
import ninety.policy.Policy;
import ninety.user.Author;
import ninety.user.Directory;
import ninety.user.DirectoryWord;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Kind.Presence;
import ninety.user.Proof;

/**
 * What happens to a user, day by day, and what the SIEM hears of it. Days count from when listening
 * began. Sweeps judge as of the horizon, which follows the clock as long as nothing holds it.
 */
final class Life {

  static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");

  private final Scene scene = new Scene();
  private final List<String> delivered = new ArrayList<>();
  private final Map<UUID, Integer> findings = new LinkedHashMap<>();
  private final List<String> shards = new ArrayList<>(List.of(Scene.SHARD));
  private int heard;
  private Facts facts = Facts.about(Facts.user(1));
  private Instant clock = DAY_0;
  private Optional<Instant> silentSince = Optional.empty();
  private Optional<Instant> stuckSince = Optional.empty();
  private Instant lastHeard = DAY_0;
  private boolean wasSilent;

  /** A life whose source is listened to from day 0. */
  static Life listenedTo() {
    Life life = new Life();
    life.scene.coverage.begun(DAY_0);
    life.follow(DAY_0);
    return life;
  }

  /** Nobody ever listened. */
  static Life unheard() {
    return new Life();
  }

  Scene scene() {
    return scene;
  }

  /** Time passes until this day, and a sweep runs that judges as of its beginning. */
  Life sweptOn(double day) {
    return until(day).sweep();
  }

  Life until(double day) {
    clock = day(day);
    return this;
  }

  Life sweep() {
    Instant now = clock.plus(Horizon.ALLOWANCE);
    follow(now);
    scene.sweep().run(now, _ -> {});
    return this;
  }

  /** Every hour of these days. */
  Life sweptDaily(int from, int to) {
    for (int day = from; day <= to; day++) {
      sweptOn(day);
    }
    return this;
  }

  Life happens(Consumer<Life> what) {
    what.accept(this);
    return this;
  }

  /** Something becomes known at once. */
  Life then(double day, UnaryFact fact) {
    until(day);
    return learns(day, fact);
  }

  /** Something becomes known now that happened on that day. */
  Life learns(double happenedOn, UnaryFact fact) {
    News.arrive(scene.dossiers, fact.at(facts, day(happenedOn)));
    return this;
  }

  /** From here on it is about another user. */
  Life about(int user) {
    facts = Facts.about(Facts.user(user));
    return this;
  }

  Life under(Policy policy) {
    scene.under(policy);
    return this;
  }

  Life asking(Directory directory) {
    scene.asking(directory);
    return this;
  }

  /** From now on the directory gives this answer, whenever it is asked. */
  Life directorySays(Presence presence) {
    return asking(_ -> {
      Proof answer =
          new Proof(
              clock.plus(Horizon.ALLOWANCE),
              "request-" + clock,
              "identitystore.amazonaws.com DescribeUser",
              Proof.Source.DIRECTORY);
      return presence == Presence.GONE
          ? DirectoryWord.gone(answer)
          : DirectoryWord.found(
              answer, Optional.empty(), presence == Presence.ENABLED, Optional.empty());
    });
  }

  Life exempt(Exemption.Who who, double until) {
    return exemptions(id ->
        new Exemption(
            "e" + id,
            who,
            "Jon Berg",
            "emergency access",
            day(until),
            new Author("ines", clock),
            Optional.empty()));
  }

  private Life exemptions(java.util.function.IntFunction<Exemption> added) {
    var now = scene.exemptions.read();
    scene.exemptions.add(added.apply(now.all().size() + 1));
    return this;
  }

  Life exemptionRemoved() {
    var now = scene.exemptions.read();
    scene.exemptions.remove(
        now.all().getLast().remove(new Author("ines", clock), "moved to a role"));
    return this;
  }

  /** From now on no heartbeat comes. */
  Life silent() {
    silentSince = Optional.of(clock);
    return this;
  }

  Life heardAgain() {
    follow(clock);
    silentSince = Optional.empty();
    follow(clock);
    return this;
  }

  /** There are this many shards. */
  Life shards(int many) {
    for (int i = 1; i < many; i++) {
      shards.add("shardId-%012d".formatted(i));
    }
    return this;
  }

  /** From now on the last shard is not processed any more. */
  Life stuck() {
    stuckSince = Optional.of(clock);
    return this;
  }

  Life processedAgain() {
    stuckSince = Optional.empty();
    return this;
  }

  /** Archived logs of this time were read. */
  Life archived(double from, double to) {
    scene.coverage.archived(new Span(day(from), day(to)));
    return this;
  }

  /** Brings heartbeats and progress up to the clock, as far as nothing holds them. */
  private void follow(Instant now) {
    if (scene.coverage.read().from().isEmpty()) {
      return;
    }
    Instant through = silentSince.orElse(now);
    // After a silence nothing joins what is heard now to what was heard before.
    Instant since =
        silentSince.isEmpty() && wasSilent ? now : lastHeard.isAfter(through) ? through : lastHeard;
    scene.coverage.heard(Scene.REGION, new Listening(List.of(new Span(since, through))));
    lastHeard = through;
    wasSilent = silentSince.isPresent();
    for (String shard : shards) {
      boolean last = shard.equals(shards.getLast());
      scene.coverage.progressed(shard, new Progress(last ? stuckSince.orElse(now) : now, false));
    }
  }

  /** What came since this was asked last: {@code day control step #finding}. */
  List<String> delivered() {
    List<Alert> arrivals = scene.siem.arrivals();
    for (Alert alert : arrivals.subList(heard, arrivals.size())) {
      if (scene.siem.notice(alert.id()).isPresent()) {
        continue; // What becomes of exemptions themselves has tests of its own.
      }
      int finding = findings.computeIfAbsent(alert.finding(), _ -> findings.size() + 1);
      delivered.add(words(alert) + " #" + finding);
    }
    heard = arrivals.size();
    return List.copyOf(delivered);
  }

  private String words(Alert alert) {
    Optional<UserTransition> ofUser =
        scene.siem.stories().getOrDefault(alert.finding(), List.of()).stream()
            .filter(transition -> transition.alertId().equals(alert.id()))
            .findFirst();
    if (ofUser.isPresent()) {
      UserTransition transition = ofUser.get();
      String cause = transition.step() instanceof Resolved(var why, _) ? " by " + why.label() : "";
      return "%s %s %s%s"
          .formatted(
              number(transition.asOf()),
              transition.finding().control().label(),
              transition.step().label(),
              cause);
    }
    FeedTransition ofSource =
        scene.siem.ofSource().stream()
            .filter(transition -> transition.alertId().equals(alert.id()))
            .findFirst()
            .orElseThrow();
    return "%s %s %s"
        .formatted(
            number(ofSource.time().minus(Horizon.ALLOWANCE)),
            ofSource.control().label(),
            ofSource.step().label());
  }

  private static String number(Instant instant) {
    double days = Duration.between(DAY_0, instant).toMillis() / 86_400_000.0;
    return days == Math.rint(days) ? Long.toString((long) days) : "%.2f".formatted(days);
  }

  static Instant day(double number) {
    return DAY_0.plusMillis(Math.round(number * 86_400_000));
  }

  /** Something that happens to a user. */
  interface UnaryFact {
    Fact at(Facts user, Instant at);
  }

  /** A plot: what happens in a life. */
  interface Plot extends UnaryOperator<Life> {}
}
