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
import ninety.cloudtrail.RecordReader;
import ninety.policy.Control;
import ninety.policy.Dossier;
import ninety.policy.Finding;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.policy.Policy.Basis;
import ninety.policy.Policy.PasswordRule;
import ninety.user.Credentials;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Kind;
import ninety.user.Kind.Presence;
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
    private final Scene scene = Scene.since(START);
    private final MemoryDossiers dossiers = scene.dossiers;
    private final Siem siem = scene.siem;
    private final Map<UserId, List<Fact>> facts = new HashMap<>();
    private Instant now = START;

    Walk(RandomGenerator random, boolean rough) {
      this.random = random;
      this.rough = rough;
      Basis basis = random.nextBoolean() ? Basis.LAST_ACTIVITY : Basis.LAST_AUTHENTICATED;
      PasswordRule rule = random.nextBoolean() ? PasswordRule.ALWAYS : PasswordRule.SINGLE_FACTOR;
      policy = Policy.STANDARD.with(basis).with(rule);
      scene.under(policy);
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

      EveryCrossingTold.check(siem, dossiers);
      if (!rough) {
        assertEquals(siem.ids().size(), siem.arrivals().size());
      }
      for (Dossier dossier : dossiers.all()) {
        List<Fact> known = facts.getOrDefault(dossier.user().id(), List.of());
        for (Control control : Control.values()) {
          Optional<Level> open = dossier.watch(control).open().map(Finding::level);
          if (control != Control.REVOKED_ACCESS || !Naive.mayBeOver(known)) {
            assertEquals(
                Naive.level(known, control, policy, now),
                open,
                () -> control + " of " + dossier.user());
          }
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
        scene.sweepAt(now);
        return;
      }
      siem.refuse(random.nextBoolean() ? _ -> false : _ -> random.nextBoolean());
      Fuse fuse = new Fuse(random.nextInt(12), random.nextBoolean());
      // The horizon trails the clock, and not always by as much.
      Instant asOf = now.minusSeconds(random.nextInt(86_400));
      try {
        scene.sweep(scene.places(fuse.on(dossiers), fuse.on(siem)), 1).run(asOf, now, _ -> {});
      } catch (Fuse.Killed end) {
        // The next one makes up for it.
      }
    }
  }

  /** What one would say from all facts at once; shares nothing with the product but the words. */
  private static final class Naive {

    private Naive() {}

    static Optional<Level> level(List<Fact> facts, Control control, Policy policy, Instant asOf) {
      if (control == Control.REVOKED_ACCESS) {
        Optional<Instant> signIn = last(facts, Kind.SignIn.class).map(Naive::time);
        boolean used =
            signIn.isPresent() && revoked(facts).filter(signIn.get()::isAfter).isPresent();
        return used ? Optional.of(Level.BREACH) : Optional.empty();
      }
      return counted(facts, control, policy)
          .map(since -> since.isAfter(START) ? since : START)
          .map(since -> Duration.between(since, asOf).toMillis() / 86_400_000.0)
          .flatMap(days ->
              days >= 97
                  ? Optional.of(Level.ESCALATED)
                  : days >= 90
                      ? Optional.of(Level.BREACH)
                      : days >= 86 ? Optional.of(Level.WARNING) : Optional.empty());
    }

    private static Optional<Instant> counted(List<Fact> facts, Control control, Policy policy) {
      if (revoked(facts).isPresent()) {
        return Optional.empty();
      }
      Optional<Fact> created = last(facts, Kind.UserCreated.class);
      Optional<Instant> signedIn = last(facts, Kind.SignIn.class).map(Naive::time);
      Optional<Instant> usedPortal = last(facts, Kind.PortalActivity.class).map(Naive::time);
      Optional<Instant> made =
          created
              .map(Naive::time)
              .or(() ->
                  last(facts, Kind.Listed.class)
                      .flatMap(fact -> ((Kind.Listed) fact.kind()).created()));
      return switch (control) {
        case INACTIVITY ->
            (policy.basis() == Basis.LAST_ACTIVITY
                    ? later(later(signedIn, usedPortal), made)
                    : later(signedIn, made))
                .or(() -> Optional.of(START));
        case PASSWORD_AGE -> {
          List<String> used =
              last(withCredentials(facts), Kind.SignIn.class)
                  .map(fact -> List.copyOf(said(fact).types()))
                  .orElse(List.of());
          if (used.contains("EXTERNAL_IDP")) {
            yield Optional.empty();
          }
          Optional<Instant> withPassword =
              created
                  .filter(fact ->
                      fact.kind() instanceof Kind.UserCreated(_, var mode)
                          && mode == Kind.PasswordMode.ONE_TIME)
                  .map(Naive::time);
          Optional<Instant> set =
              later(last(facts, Kind.PasswordReset.class).map(Naive::time), withPassword);
          if (policy.passwordRule() == PasswordRule.SINGLE_FACTOR
              && twoFactors(facts, set.orElse(Instant.EPOCH))) {
            yield Optional.empty();
          }
          yield set;
        }
        case REVOKED_ACCESS -> throw new AssertionError("it counts no days");
      };
    }

    private static boolean twoFactors(List<Fact> facts, Instant since) {
      List<Credentials> used =
          withCredentials(facts).stream()
              .filter(fact -> !time(fact).isBefore(since))
              .map(Naive::said)
              .toList();
      boolean lastIsOne =
          last(withCredentials(facts), Kind.SignIn.class)
              .filter(fact -> !time(fact).isBefore(since))
              .filter(fact -> both(said(fact)))
              .isPresent();
      return lastIsOne
          && used.stream().allMatch(one -> both(one) || one.types().contains("EXTERNAL_IDP"));
    }

    private static List<Fact> withCredentials(List<Fact> facts) {
      return facts.stream()
          .filter(fact ->
              fact.kind() instanceof Kind.SignIn(var credentials, _) && credentials.isPresent())
          .toList();
    }

    private static Credentials said(Fact signIn) {
      return ((Kind.SignIn) signIn.kind()).credentials().orElseThrow();
    }

    private static boolean both(Credentials credentials) {
      return credentials.types().contains("PASSWORD") && credentials.types().size() >= 2;
    }

    /** Since when the user is gone or may not sign in, as the first says that still holds. */
    private static Optional<Instant> revoked(List<Fact> facts) {
      Optional<Instant> gone = gone(facts);
      Optional<Instant> out = out(facts);
      return gone.isPresent() && out.isPresent() && out.get().isBefore(gone.get())
          ? out
          : gone.or(() -> out);
    }

    /** Whether anything says after the last sign-in that the user is gone or may not sign in. */
    private static boolean mayBeOver(List<Fact> facts) {
      Instant signIn = last(facts, Kind.SignIn.class).map(Naive::time).orElse(Instant.MAX);
      return facts.stream()
          .filter(fact -> time(fact).isAfter(signIn))
          .anyMatch(fact ->
              switch (fact.kind()) {
                case Kind.UserDeleted(), Kind.UserDisabled() -> true;
                case Kind.UserCreated(var enabled, _) -> !enabled;
                case Kind.Listed(var presence, _) -> presence != Presence.ENABLED;
                default -> false;
              });
    }

    private static Optional<Instant> gone(List<Fact> facts) {
      Optional<Instant> created = last(facts, Kind.UserCreated.class).map(Naive::time);
      Optional<Instant> deleted = last(facts, Kind.UserDeleted.class).map(Naive::time);
      Optional<Fact> word = last(facts, Kind.Listed.class);
      Optional<Instant> gone = word.filter(it -> says(it, Presence.GONE)).map(Naive::time);
      Optional<Instant> there = word.filter(it -> !says(it, Presence.GONE)).map(Naive::time);
      if (deleted.isPresent() && !after(created, deleted) && !after(there, deleted)) {
        return deleted;
      }
      return gone.isPresent() && !after(created, gone) ? gone : Optional.empty();
    }

    private static Optional<Instant> out(List<Fact> facts) {
      Optional<Fact> word = last(facts, Kind.Listed.class);
      Optional<Instant> there = word.filter(it -> !says(it, Presence.GONE)).map(Naive::time);
      Optional<Instant> in = Optional.empty();
      Optional<Instant> out = Optional.empty();
      for (Fact fact : facts) {
        switch (fact.kind()) {
          case Kind.UserEnabled() -> in = later(in, Optional.of(time(fact)));
          case Kind.Listed(var presence, _) when presence == Presence.ENABLED ->
              in = later(in, Optional.of(time(fact)));
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
      boolean outByEvents = out.isPresent() && !(in.isPresent() && !after(out, in));
      Optional<Instant> events = later(in, out);
      if (outByEvents) {
        return out;
      }
      return word.filter(it -> says(it, Presence.DISABLED)).isPresent() && !notAfter(there, events)
          ? there
          : Optional.empty();
    }

    private static boolean says(Fact word, Presence presence) {
      return ((Kind.Listed) word.kind()).presence() == presence;
    }

    private static boolean after(Optional<Instant> one, Optional<Instant> other) {
      return one.isPresent() && (other.isEmpty() || one.get().isAfter(other.get()));
    }

    private static boolean notAfter(Optional<Instant> one, Optional<Instant> other) {
      return one.isPresent() && other.isPresent() && !one.get().isAfter(other.get());
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
