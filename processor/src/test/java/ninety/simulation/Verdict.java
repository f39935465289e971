package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.policy.Control;
import ninety.policy.Finding;
import ninety.policy.Level;
import ninety.policy.Transition;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;

/** What the naive model says about one user's findings at rest. */
final class Verdict {

  private final World world;
  private final int user;
  private final Naive naive;
  private final Instant asOf;
  private final Instant floor;

  Verdict(World world, int user, UserRecord stored) {
    this.world = world;
    this.user = user;
    Optional<SimDirectory.Word> word =
        stored
            .listing()
            .flatMap(kept ->
                world.directory().words.stream()
                    .filter(it -> it.id().equals(kept.proof().eventId()))
                    .findFirst());
    this.naive =
        new Naive(
            world.delivered(user),
            word,
            stored
                .access()
                .map(Register::proof)
                .filter(it -> it.source() == Proof.Source.DIRECTORY)
                .map(Proof::time),
            stored.lastActivity().map(it -> it.time()),
            stored.name().map(Register::value));
    this.asOf = world.lastAsOf();
    this.floor =
        Naive.listenedSince(
            world.coverageFrom().orElseThrow(),
            world.config().regions().isEmpty() ? java.util.Map.of() : world.beats());
  }

  /** What is wrong with the finding that is open, or with none being open. */
  Optional<String> against(Control control, Optional<Finding> open, Optional<Transition> raised) {
    if (control == Control.REVOKED_ACCESS) {
      return againstAccess(open);
    }
    Optional<Level> level = open.map(Finding::level);
    Optional<Level> right = expected(control);
    if (level.equals(right)) {
      return Optional.empty();
    }
    if (open.isPresent()
        && raised.isPresent()
        && right.filter(it -> it.compareTo(level.orElseThrow()) > 0).isEmpty()
        && stays(control, raised.get())) {
      return Optional.empty();
    }
    return Optional.of(
        "open at %s, and should be at %s as of %s, listened since %s, deeds %s, exempt %s, raised %s"
            .formatted(
                level,
                right,
                asOf,
                floor,
                world.delivered(user),
                world.granted(),
                raised.map(it -> it.finding().baseline() + " as of " + it.asOf())));
  }

  /** A revoked access that was used is told until something newer says that it is over. */
  private Optional<String> againstAccess(Optional<Finding> open) {
    boolean right =
        open.isPresent()
            ? naive.used() && !naive.revokedAgain()
            : !naive.used() || mayBeOver(naive.lastSignIn().orElseThrow().time());
    return right
        ? Optional.empty()
        : Optional.of(
            "open: %s as of %s, deeds %s, word %s, exempt %s"
                .formatted(open, asOf, world.delivered(user), naive.revoked(), world.granted()));
  }

  private boolean mayBeOver(Instant signIn) {
    Instant quiet = signIn.plus(Duration.ofDays(1));
    return world.delivered(user).stream()
            .anyMatch(deed ->
                deed.time().isAfter(signIn)
                    && (deed.what() == Deed.What.DELETED || deed.what().disables()))
        || world.directory().words.stream()
            .anyMatch(word ->
                word.user() == user
                    && !word.time().isBefore(quiet)
                    && !(word.there() && word.enabled()))
        // By whatever name the user had then.
        || world.granted().stream()
            .anyMatch(it -> it.at().isAfter(signIn) && (it.byName() || it.user() == user));
  }

  private Optional<Level> expected(Control control) {
    if (naive.exempt(user, world.granted(), asOf)) {
      return Optional.empty();
    }
    List<Duration> days = Naive.days(control, world.days());
    return naive
        .count(control, world.days())
        .flatMap(count ->
            Naive.level(Naive.later(count.known(), Optional.of(floor)).orElseThrow(), asOf, days));
  }

  /** A gap in the coverage ends nothing: only something new about the user does, or other days. */
  private boolean stays(Control control, Transition raised) {
    if (naive.exempt(user, world.granted(), asOf)) {
      return false;
    }
    List<Duration> days = Naive.days(control, world.days());
    Optional<Naive.Count> count = naive.count(control, world.days());
    Instant since = raised.finding().baseline().since();
    Level level = raised.finding().level();
    if (count.isEmpty()) {
      return false;
    }
    Optional<Instant> news = count.get().known().filter(it -> it.isAfter(since));
    return news.isPresent()
        ? Naive.level(news.get(), asOf, days).filter(it -> it.compareTo(level) >= 0).isPresent()
        : Naive.level(since, raised.asOf(), days)
            .filter(it -> it.compareTo(level) >= 0)
            .isPresent();
  }
}
