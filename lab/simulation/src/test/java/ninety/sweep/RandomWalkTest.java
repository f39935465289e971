package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ninety.Seeds;
import ninety.cloudtrail.RecordReader;
import ninety.finding.Dossier;
import ninety.finding.Finding;
import ninety.finding.MemoryDossiers;
import ninety.policy.Control;
import ninety.simulation.Config;
import ninety.simulation.Deed;
import ninety.simulation.Deed.What;
import ninety.simulation.Ears;
import ninety.simulation.Naive;
import ninety.simulation.Word;
import ninety.user.Credentials;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Kind;
import ninety.user.Kind.PasswordMode;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.RandomFacts;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;

/**
 * Months of facts, late ones among them, and sweeps in between, some of which fail. In the end what
 * is open is what one would say from all facts, and the SIEM was reported each step, once.
 */
final class RandomWalkTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int USERS = 3;
  private static final int MOST_STEPS = 60;
  private static final List<Duration> LEVELS =
      List.of(Duration.ofDays(86), Duration.ofDays(90), Duration.ofDays(97));

  @Test
  void in_the_end_what_is_open_is_what_one_would_say_from_all_facts() {
    Seeds.each(1_500, random -> new Walk(random, false).go());
  }

  @Test
  void a_queue_that_often_refuses_and_a_process_that_often_dies_change_nothing_in_that() {
    Seeds.each(1_500, random -> new Walk(random, true).go());
  }

  /** One run. */
  private static final class Walk {
    private final RandomGenerator random;
    private final boolean rough;
    private final Config.Days days;
    private final Scene scene = Scene.since(START);
    private final MemoryDossiers dossiers = scene.dossiers;
    private final Siem siem = scene.siem;
    private final Map<UserId, List<Fact>> facts = new HashMap<>();
    private Instant now = START;

    Walk(RandomGenerator random, boolean rough) {
      this.random = random;
      this.rough = rough;
      days =
          new Config.Days(
              LEVELS,
              LEVELS,
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              Duration.ofHours(2),
              Duration.ofDays(7));
      scene.under(days.policy());
    }

    void go() {
      int steps = 2 + random.nextInt(random.nextInt(2, MOST_STEPS));
      for (int step = 0; step < steps; step++) {
        now = now.plusMillis(random.nextLong(Duration.ofDays(20).toMillis()));
        switch (random.nextInt(4)) {
          case 0, 1 -> learn(now.plusMillis(random.nextInt(300_000)));
          case 2 -> learn(new RandomFacts(random, Facts.user(0)).between(START, now));
          default -> sweep();
        }
      }
      siem.refuse(_ -> false);
      // Clocks differ by less than this: now nothing lies in the future any more.
      now = now.plus(RecordReader.CLOCK_TOLERANCE);
      scene.sweepAt(now);

      EveryCrossingReported.check(siem, dossiers);
      if (!rough) {
        assertEquals(siem.ids().size(), siem.arrivals().size());
      }
      for (Dossier dossier : dossiers.all()) {
        Naive model = model(facts.getOrDefault(dossier.user().id(), List.of()), dossier.user());
        for (Control control : List.of(Control.INACTIVITY, Control.PASSWORD_AGE)) {
          assertEquals(
              model.level(control, days, Ears.of(START, List.of()), now),
              dossier.state(control).openFinding().map(Finding::level),
              () -> control + " of " + dossier.user());
        }
        Optional<Instant> use =
            model.use(days).filter(it -> !model.over(it)).map(it -> it.deed().time());
        boolean used = use.isPresent();
        if (use.filter(it -> mayBeOver(dossier, it)).isEmpty()) {
          assertEquals(
              used,
              dossier.state(Control.REVOKED_ACCESS).openFinding().isPresent(),
              () -> "use of revoked access by " + dossier.user());
        }
      }
    }

    /**
     * By the directory's word of a day later; or the use was reported and over, by all that was
     * known then, before a deletion that forbade it was heard of.
     */
    private boolean mayBeOver(Dossier dossier, Instant use) {
      List<Fact> known = facts.getOrDefault(dossier.user().id(), List.of());
      return known.stream().anyMatch(it -> it.kind() instanceof Kind.Listed)
          || (dossier
                  .state(Control.REVOKED_ACCESS)
                  .reportedUpTo()
                  .filter(it -> !it.isBefore(use))
                  .isPresent()
              && known.stream()
                  .anyMatch(it ->
                      it.kind() instanceof Kind.UserDeleted && it.proof().time().isBefore(use)));
    }

    private void learn(Instant at) {
      UserId user = Facts.user(random.nextInt(USERS));
      Fact fact = new RandomFacts(random, user).fact(at);
      facts.computeIfAbsent(user, _ -> new ArrayList<>()).add(fact);
      News.arrive(dossiers, fact);
    }

    private void sweep() {
      if (!rough) {
        scene.sweepAt(now);
        return;
      }
      siem.refuse(random.nextBoolean() ? _ -> false : _ -> random.nextBoolean());
      Fuse fuse = new Fuse(random.nextInt(12), random.nextBoolean());
      // The horizon lags, and not always by as much.
      Instant asOf = now.minusSeconds(random.nextInt(86_400));
      try {
        scene.sweep(scene.places(fuse.on(dossiers), fuse.on(siem)), 1).run(asOf, now, _ -> {});
      } catch (Fuse.Killed end) {
        // The next one makes up for it.
      }
    }
  }

  /** The same facts, as the simulation's model of everything reads them. */
  private static Naive model(List<Fact> facts, UserRecord stored) {
    return new Naive(
        facts.stream().flatMap(fact -> deed(fact).stream()).toList(),
        facts.stream().flatMap(fact -> word(fact).stream()).filter(Word::there).toList(),
        facts.stream().flatMap(fact -> word(fact).stream()).max(Comparator.comparing(Word::time)),
        stored.lastActivity().map(Proof::time),
        stored.portalUse().map(Proof::eventId),
        Optional.empty());
  }

  private static Optional<Word> word(Fact fact) {
    return fact.kind() instanceof Kind.Listed(var presence, var created)
        ? Optional.of(
            new Word(
                0,
                fact.proof().time(),
                fact.proof().time(),
                fact.proof().eventId(),
                presence != Presence.GONE,
                presence == Presence.ENABLED,
                true,
                created,
                Optional.empty()))
        : Optional.empty();
  }

  private static Optional<Deed> deed(Fact fact) {
    return what(fact.kind())
        .map(what ->
            new Deed(
                0,
                what,
                fact.proof().time(),
                fact.proof().eventId(),
                fact.kind() instanceof Kind.SignIn(var credentials, _)
                    ? credentials.map(Credentials::toString).orElse("")
                    : "",
                Optional.empty()));
  }

  private static Optional<What> what(Kind kind) {
    return switch (kind) {
      case Kind.SignIn(var credentials, _) when credentials.isEmpty() ->
          Optional.of(What.AUTHENTICATED);
      case Kind.SignIn(_, var enrolled) -> Optional.of(enrolled ? What.ENROLLED : What.SIGNED_IN);
      case Kind.PortalActivity() -> Optional.of(What.USED_PORTAL);
      case Kind.PasswordReset(var mode) ->
          Optional.of(mode == PasswordMode.ONE_TIME ? What.NEW_PASSWORD : What.LINK_SENT);
      case Kind.UserCreated(var enabled, var mode) ->
          Optional.of(
              switch (mode) {
                case ONE_TIME ->
                    enabled ? What.CREATED_WITH_PASSWORD : What.CREATED_WITH_PASSWORD_DISABLED;
                case EMAIL -> enabled ? What.INVITED : What.INVITED_DISABLED;
                case UNKNOWN -> enabled ? What.CREATED_BY_SCIM : What.CREATED_DISABLED;
              });
      case Kind.UserDeleted() -> Optional.of(What.DELETED);
      case Kind.UserDisabled() -> Optional.of(What.DISABLED);
      case Kind.UserEnabled() -> Optional.of(What.ENABLED);
      case Kind.UserUpdated _ -> Optional.of(What.CHANGED);
      case Kind.Listed _, Kind.Described _ -> Optional.empty();
    };
  }
}
