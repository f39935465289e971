package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ninety.coverage.Observed;
import ninety.coverage.Span;
import ninety.finding.Finding;
import ninety.finding.UserTransition;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Outcome;
import ninety.policy.Terms;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;

/** What the naive model says about one user at rest. */
final class Verdict {

  private final World world;
  private final int user;
  private final UserRecord stored;
  private final Naive naive;
  private final Instant asOf;
  private final Ears ears;
  private final Set<Instant> usesOver;

  /**
   * @param usesOver uses of a revoked access whose findings ended
   */
  Verdict(World world, int user, UserRecord stored, Set<Instant> usesOver) {
    this.usesOver = usesOver;
    this.world = world;
    this.user = user;
    this.stored = stored;
    this.naive = naive(world, user, stored);
    this.asOf = world.lastAsOf();
    this.ears = Ears.of(world);
  }

  /** Of the directory's words those that the record kept, which may be fewer than it said. */
  static Naive naive(World world, int user, UserRecord stored) {
    Set<String> kept =
        stored.access().newest().stream()
            .filter(it -> it.word().listed())
            .map(it -> it.proof().eventId())
            .collect(Collectors.toSet());
    List<Word> words = new ArrayList<>();
    Optional<Word> last = Optional.empty();
    Optional<String> listing = stored.listing().map(it -> it.proof().eventId());
    for (Word word : world.directory().words) {
      if (kept.contains(word.id())) {
        words.add(word);
      }
      if (listing.filter(word.id()::equals).isPresent()) {
        last = Optional.of(word);
      }
    }
    return new Naive(
        world.reached.delivered(user),
        words,
        last,
        stored.lastActivity().map(Proof::time),
        stored.portalUse().map(Proof::eventId),
        stored.name().map(Register::value));
  }

  Naive naive() {
    return naive;
  }

  /** What is wrong with the finding that is open, or with none being open. */
  Optional<String> against(
      Control control, Optional<Finding> open, Optional<UserTransition> raised) {
    if (control == Control.REVOKED_ACCESS) {
      return againstAccess(open);
    }
    if (control == Control.INACTIVITY && naive.graceIsUnsure()) {
      return Optional.empty();
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
        "open at %s, and should be at %s (%s) as of %s, listened since %s, deeds %s, words %s, exempt %s, raised %s"
            .formatted(
                level,
                right,
                naive.reads(control, world.days(), ears, asOf),
                asOf,
                ears,
                world.reached.delivered(user),
                world.directory().wordsOn(user),
                world.exempting.granted(),
                raised.map(it -> it.finding().baseline() + " as of " + it.asOf())));
  }

  /** A revoked access that was used is reported until something newer says that it is over. */
  private Optional<String> againstAccess(Optional<Finding> open) {
    Optional<Naive.Use> use = naive.use(world.days());
    boolean right =
        open.isPresent()
            ? use.isPresent()
                ? !naive.over(use.get())
                // Silence ends nothing.
                : naive.useMayBeMissed(world.days(), ears, asOf)
            : use.isEmpty()
                || naive.over(use.get())
                || mayBeOver(use.get().time())
                || endedBeforeTheDeletionCame(use.get().time())
                || wasWithinGrace(use.get());
    return right
        ? Optional.empty()
        : Optional.of(
            "open: %s as of %s, deeds %s, use %s, words %s, exempt %s"
                .formatted(
                    open,
                    asOf,
                    world.reached.delivered(user),
                    use,
                    world.directory().wordsOn(user),
                    world.exempting.granted()));
  }

  /** By the directory's word, a day later, or by an exemption that was made in knowledge of it. */
  private boolean mayBeOver(Instant use) {
    Instant quiet = use.plus(Duration.ofDays(1));
    return world.directory().wordsOn(user).stream()
            .anyMatch(word -> !word.time().isBefore(quiet) && !(word.there() && word.enabled()))
        // An enabling of the very second let the user in, or did not.
        || naive.access().stream().anyMatch(it -> it.enables() && it.time().equals(use))
        || exemptAfter(use);
  }

  /** By all that was known then; a deletion that came late does not report the use again. */
  private boolean endedBeforeTheDeletionCame(Instant use) {
    return usesOver.contains(use)
        && world.reached.late(user).stream()
            .anyMatch(it -> it.what() == Deed.What.DELETED && !it.time().isAfter(use));
  }

  /** Under another policy, by which it was over: it is not reported again. */
  private boolean wasWithinGrace(Naive.Use use) {
    return use.deed().what() == Deed.What.USED_PORTAL && world.config().has(Trouble.OTHER_POLICY);
  }

  /** By whatever name the user had then. */
  boolean exemptAfter(Instant use) {
    return world.exempting.granted().stream()
        .anyMatch(it -> it.at().isAfter(use) && (it.byName() || it.user() == user));
  }

  private Optional<Level> expected(Control control) {
    return naive.exempt(user, world.exempting.granted(), asOf)
        ? Optional.empty()
        : naive.level(control, world.days(), ears, asOf);
  }

  /** A gap in the coverage ends nothing: only something new about the user does, or other days. */
  private boolean stays(Control control, UserTransition raised) {
    if (naive.status() == Naive.Status.ENABLED
        && naive.exempt(user, world.exempting.granted(), asOf)) {
      return false;
    }
    if (naive.reads(control, world.days(), ears, asOf).equals("not-checked")) {
      return true;
    }
    if (!(naive.stand(control, world.days(), ears, asOf)
        instanceof Naive.Stand.Counts(var known))) {
      return false;
    }
    List<Duration> days = Naive.days(control, world.days());
    Instant since = raised.finding().baseline().since();
    Level level = raised.finding().level();
    Optional<Instant> news = known.filter(it -> it.isAfter(since));
    return news.isPresent()
        ? Naive.level(news.get(), asOf, days).filter(it -> it.compareTo(level) >= 0).isPresent()
        : Naive.level(since, raised.asOf(), days)
            .filter(it -> it.compareTo(level) >= 0)
            .isPresent();
  }

  boolean notChecked(Control control) {
    if (control == Control.REVOKED_ACCESS) {
      return naive.use(world.days()).isEmpty() && naive.useMayBeMissed(world.days(), ears, asOf);
    }
    return (naive.status() != Naive.Status.ENABLED
            || !naive.exempt(user, world.exempting.granted(), asOf))
        && naive.reads(control, world.days(), ears, asOf).equals("not-checked");
  }

  private Observed observed() {
    return new Observed(
        ears.from(), ears.silences().stream().map(it -> new Span(it.from(), it.to())).toList());
  }

  /** What is wrong with how the user reads under a control. */
  Optional<String> againstReading(Control control) {
    Terms terms =
        new Terms(
            world.days().policy(),
            world.table().exemptions.read(),
            Optional.of(observed()),
            asOf,
            world.stage().now());
    Outcome outcome =
        Outcome.of(
            control.standing(stored, terms), UserRecord.Status.valueOf(naive.status().name()));
    String reads = outcome.word().label() + outcome.because().map(it -> " " + it).orElse("");
    boolean right =
        switch (control) {
          case REVOKED_ACCESS -> {
            Optional<Naive.Use> use = naive.use(world.days());
            boolean breach = use.filter(it -> !naive.over(it)).isPresent();
            yield switch (outcome.word()) {
              case BREACH -> breach;
              case NOT_CHECKED -> use.isEmpty() && naive.useMayBeMissed(world.days(), ears, asOf);
              case NOT_APPLICABLE ->
                  !breach && (use.isPresent() || !naive.useMayBeMissed(world.days(), ears, asOf));
              default -> !breach || (reads.equals("exempt") && exemptAfter(use.get().time()));
            };
          }
          case INACTIVITY, PASSWORD_AGE ->
              (control == Control.INACTIVITY && naive.graceIsUnsure())
                  || reads.equals(
                      naive.status() == Naive.Status.ENABLED
                              && naive.exempt(user, world.exempting.granted(), asOf)
                          ? "exempt"
                          : naive.reads(control, world.days(), ears, asOf));
        };
    return right
        ? Optional.empty()
        : Optional.of(
            "reads %s, and should read %s as of %s, listened since %s, deeds %s, words %s"
                .formatted(
                    reads,
                    control == Control.REVOKED_ACCESS
                        ? naive.use(world.days())
                        : naive.reads(control, world.days(), ears, asOf),
                    asOf,
                    ears,
                    world.reached.delivered(user),
                    world.directory().wordsOn(user)));
  }
}
