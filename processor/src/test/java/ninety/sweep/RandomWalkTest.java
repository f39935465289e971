package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ninety.Seeds;
import ninety.policy.Control;
import ninety.policy.Dossier;
import ninety.policy.Finding;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.policy.Policy.Basis;
import ninety.user.Credentials;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Kind;
import ninety.user.RandomFacts;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

/**
 * Months of facts, late ones among them, and sweeps in between, some of which fail. In the end what
 * is open is what one would say from all facts, and the SIEM was told each step, once.
 */
final class RandomWalkTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int USERS = 3;
  private static final int MOST_STEPS = 60;

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
    private final Policy policy;
    private final MemoryDossiers dossiers = new MemoryDossiers();
    private final Siem siem = new Siem();
    private final Map<UserId, List<Fact>> facts = new HashMap<>();
    private Instant now = START;

    Walk(RandomGenerator random, boolean rough) {
      this.random = random;
      this.rough = rough;
      Basis basis = random.nextBoolean() ? Basis.LAST_ACTIVITY : Basis.LAST_AUTHENTICATED;
      policy = new Policy(Policy.STANDARD.inactivity(), Policy.STANDARD.passwordAge(), basis);
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
      new Sweep(dossiers, dossiers, siem, policy, 1).run(now, now, _ -> {});

      EveryCrossingTold.check(siem, dossiers);
      if (!rough) {
        assertEquals(siem.ids().size(), siem.arrivals().size());
      }
      for (Dossier dossier : dossiers.all()) {
        List<Fact> known = facts.getOrDefault(dossier.user().id(), List.of());
        for (Control control : Control.values()) {
          assertEquals(
              Naive.level(known, control, policy, now),
              dossier.watch(control).open().map(Finding::level),
              () -> control + " of " + dossier.user());
        }
      }
    }

    private void learn(Instant at) {
      UserId user = Facts.user(random.nextInt(USERS));
      Fact fact = new RandomFacts(random, user).fact(at);
      facts.computeIfAbsent(user, _ -> new ArrayList<>()).add(fact);
      News.tell(dossiers, fact);
    }

    private void sweep() {
      if (!rough) {
        new Sweep(dossiers, dossiers, siem, policy, 1).run(now, now, _ -> {});
        return;
      }
      siem.refuse(random.nextBoolean() ? _ -> false : _ -> random.nextBoolean());
      Fuse fuse = new Fuse(random.nextInt(12), random.nextBoolean());
      // The horizon trails the clock, and not always by as much.
      Instant asOf = now.minusSeconds(random.nextInt(86_400));
      try {
        new Sweep(fuse.on(dossiers), dossiers, fuse.on(siem), policy, 1).run(asOf, now, _ -> {});
      } catch (Fuse.Killed end) {
        // The next one makes up for it.
      }
    }
  }

  /** What one would say from all facts at once; shares nothing with the product but the words. */
  private static final class Naive {

    private Naive() {}

    static Optional<Level> level(List<Fact> facts, Control control, Policy policy, Instant asOf) {
      return counted(facts, control, policy)
          .map(since -> Duration.between(since, asOf).toMillis() / 86_400_000.0)
          .flatMap(days ->
              days >= 90
                  ? Optional.of(Level.BREACH)
                  : days >= 86 ? Optional.of(Level.WARNING) : Optional.empty());
    }

    private static Optional<Instant> counted(List<Fact> facts, Control control, Policy policy) {
      Optional<Fact> created = last(facts, Kind.UserCreated.class);
      Optional<Fact> deleted = last(facts, Kind.UserDeleted.class);
      if (deleted.isPresent()
          && (created.isEmpty() || !time(created.get()).isAfter(time(deleted.get())))) {
        return Optional.empty();
      }
      if (disabled(facts)) {
        return Optional.empty();
      }
      Optional<Instant> signedIn = last(facts, Kind.SignIn.class).map(Naive::time);
      Optional<Instant> usedPortal = last(facts, Kind.PortalActivity.class).map(Naive::time);
      Optional<Instant> made = created.map(Naive::time);
      return switch (control) {
        case INACTIVITY ->
            (policy.basis() == Basis.LAST_ACTIVITY
                    ? later(later(signedIn, usedPortal), made)
                    : later(signedIn, made))
                .or(() -> facts.stream().map(Naive::time).min(Instant::compareTo));
        case PASSWORD_AGE -> {
          boolean external =
              last(facts, Kind.SignIn.class)
                  .filter(fact ->
                      fact.kind() instanceof Kind.SignIn(Credentials credentials)
                          && credentials.types().contains("EXTERNAL_IDP"))
                  .isPresent();
          Optional<Instant> withPassword =
              created
                  .filter(
                      fact -> fact.kind() instanceof Kind.UserCreated(_, var password) && password)
                  .map(Naive::time);
          yield external
              ? Optional.empty()
              : later(last(facts, Kind.PasswordReset.class).map(Naive::time), withPassword);
        }
      };
    }

    private static boolean disabled(List<Fact> facts) {
      Optional<Instant> in = Optional.empty();
      Optional<Instant> out = Optional.empty();
      for (Fact fact : facts) {
        switch (fact.kind()) {
          case Kind.UserEnabled() -> in = later(in, Optional.of(time(fact)));
          case Kind.UserDisabled() -> out = later(out, Optional.of(time(fact)));
          case Kind.UserCreated(var enabled, _) -> {
            if (enabled) {
              in = later(in, Optional.of(time(fact)));
            } else {
              out = later(out, Optional.of(time(fact)));
            }
          }
          default -> {}
        }
      }
      return out.isPresent() && (in.isEmpty() || out.get().isAfter(in.get()));
    }

    private static Instant time(Fact fact) {
      return fact.proof().time();
    }

    private static Optional<Fact> last(List<Fact> facts, Class<? extends Kind> kind) {
      Optional<Fact> last = Optional.empty();
      for (Fact fact : facts) {
        if (kind.isInstance(fact.kind())
            && (last.isEmpty() || time(fact).isAfter(time(last.get())))) {
          last = Optional.of(fact);
        }
      }
      return last;
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
      if (one.isEmpty() || other.isEmpty()) {
        return one.isPresent() ? one : other;
      }
      return one.get().isAfter(other.get()) ? one : other;
    }
  }
}
