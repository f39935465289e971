package ninety.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import ninety.Seeds;
import ninety.coverage.Observed;
import ninety.exemption.Exemption;
import ninety.exemption.Exemptions;
import ninety.finding.Alert;
import ninety.finding.Dossier;
import ninety.finding.Judgement;
import ninety.finding.Transitions;
import ninety.finding.UserTransition;
import ninety.finding.UserTransition.Resolved;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Cause;
import ninety.policy.Policy;
import ninety.policy.Policy.Basis;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.Terms;
import ninety.policy.Thresholds;
import ninety.user.Author;
import ninety.user.DirectoryWord;
import ninety.user.Facts;
import ninety.user.Kind;
import ninety.user.Proof;
import ninety.user.RandomFacts;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;

/** Lives of users as chance will have them: whatever they come to can be delivered. */
final class RandomLivesTest {

  private static final int LIVES = 400;
  private static final int DAYS = 260;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final UserId USER = Transitions.MARA;

  private static final OcsfFormat OCSF =
      new OcsfFormat(
          new Setting("aws", Optional.of("eu-north-1"), Optional.of("111122223333"), "0.1.0"));
  private static final LegacyFormat LEGACY = new LegacyFormat();
  private static final TextFormat TEXT = new TextFormat();

  private static final List<String> TEXTS =
      List.of("IAM team", "\"},{\"x\":\"", "\ud800\u0000\u202e", "😀".repeat(900), "");

  private final Set<String> labels = new HashSet<>();
  private final Map<Cause, Integer> causes = new EnumMap<>(Cause.class);

  @Test
  void every_alert_of_every_life_is_valid_and_comes_out_the_same_again() {
    Seeds.each(LIVES, this::live);

    if (Long.getLong("ninety.seed") == null) {
      assertEquals(Set.of("warning", "breach", "escalated", "resolved", "suppressed"), labels);
      assertEquals(EnumSet.allOf(Cause.class), causes.keySet());
    }
  }

  private void live(RandomGenerator random) {
    RandomFacts facts = new RandomFacts(random, USER);
    Dossier dossier = Dossier.unknown(USER);
    Policy policy = policy(random);
    Exemptions exemptions = Exemptions.NONE;
    Instant since = BEGIN.plus(Duration.ofDays(random.nextInt(-200, 60)));
    Set<UUID> delivered = new HashSet<>();
    for (int day = 0; day < DAYS; day += 1 + random.nextInt(12)) {
      Instant now = BEGIN.plus(Duration.ofDays(day)).plusMillis(random.nextInt(86_400_000));
      if (random.nextInt(4) == 0) {
        Instant at = now.minus(Duration.ofHours(random.nextInt(2_000)));
        UserRecord news = UserRecord.of(USER, facts.fact(at));
        dossier = dossier.absorb(news, Duration.ZERO).orElse(dossier);
      }
      if (random.nextInt(20) == 0) {
        Facts mara = Facts.about(USER);
        UserRecord back =
            UserRecord.of(USER, mara.disabled(now.minusSeconds(7200)))
                .join(UserRecord.of(USER, mara.enabled(now.minusSeconds(3600))));
        dossier = dossier.absorb(back, Duration.ZERO).orElse(dossier);
      }
      if (random.nextInt(30) == 0) {
        policy = policy(random);
      }
      // Rules were corrected, as after an upgrade.
      Optional<Instant> corrected = random.nextInt(10) == 0 ? Optional.of(now) : Optional.empty();
      if (corrected.isPresent()) {
        dossier = ofEditionBefore(dossier);
      }
      if (random.nextInt(40) == 0) {
        exemptions = exemptions.with(exemption(random, now));
      }
      Terms terms =
          new Terms(
              policy,
              exemptions,
              Optional.of(Observed.since(since)),
              now.minusSeconds(900),
              now,
              Optional.empty(),
              corrected);
      Judgement judgement = Judgement.of(dossier, terms, verification(random, now));
      judgement.transitions().forEach(transition -> check(transition, delivered));
      dossier = judgement.applyTo(dossier, List.of());
    }
  }

  private static Dossier ofEditionBefore(Dossier dossier) {
    return new Dossier(
        dossier.user(),
        dossier.states(),
        dossier.outbox(),
        dossier.parked(),
        dossier.due(),
        Policy.EDITION - 1,
        dossier.version(),
        dossier.rest());
  }

  private void check(UserTransition transition, Set<UUID> delivered) {
    labels.add(transition.step().label());
    if (transition.step() instanceof Resolved(var cause, _)) {
      causes.merge(cause, 1, Integer::sum);
    }
    Alert ocsf = OCSF.compose(transition).orElseThrow();
    assertTrue(delivered.add(ocsf.id()), "an id twice: " + ocsf.body());
    assertEquals(List.of(), OcsfSchema.faults(ocsf.body()), ocsf.body());
    assertTrue(ocsf.body().length() < 30_000);
    assertTrue(ocsf.body().chars().allMatch(c -> c >= ' ' && c < 0x7f), ocsf.body());
    assertEquals(Optional.of(ocsf), OCSF.compose(transition));

    String text = TEXT.compose(transition).orElseThrow().body();
    assertTrue(text.length() <= 300 && text.lines().count() == 1, text);

    LEGACY
        .compose(transition)
        .ifPresent(alert -> {
          try {
            assertEquals(
                1, new JsonMapper().readTree(alert.body()).at("/Records").size(), alert.body());
          } catch (JsonProcessingException e) {
            throw new AssertionError(alert.body(), e);
          }
        });
  }

  private static Policy policy(RandomGenerator random) {
    return Policy.STANDARD
        .with(thresholds(random), thresholds(random))
        .with(random.nextBoolean() ? Basis.LAST_ACTIVITY : Basis.LAST_AUTHENTICATED)
        .with(random.nextBoolean() ? PasswordRule.ALWAYS : PasswordRule.SINGLE_FACTOR);
  }

  private static Thresholds thresholds(RandomGenerator random) {
    Duration warning = Duration.ofHours(1 + random.nextInt(900));
    Duration breach = warning.plusHours(1 + random.nextInt(300));
    return new Thresholds(warning, breach, breach.plusHours(1 + random.nextInt(300)));
  }

  private static Exemption exemption(RandomGenerator random, Instant now) {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    return new Exemption(
        "x-" + random.nextInt(1_000_000),
        new Exemption.Who.ById(USER),
        text,
        text,
        now.plus(Duration.ofDays(1 + random.nextInt(60))),
        new Author(text, now),
        Optional.empty());
  }

  private static DirectoryWord verification(RandomGenerator random, Instant now) {
    return switch (random.nextInt(3)) {
      case 0 ->
          new DirectoryWord.Reported(
              random.nextBoolean() ? Kind.Presence.ENABLED : Kind.Presence.GONE,
              Optional.empty(),
              Optional.empty(),
              new Proof(
                  now,
                  "request-1",
                  "identitystore.amazonaws.com DescribeUser",
                  Proof.Source.DIRECTORY));
      case 1 -> new DirectoryWord.Unavailable(DirectoryWord.Reason.NOT_CONFIGURED);
      default -> new DirectoryWord.Unavailable(DirectoryWord.Reason.THROTTLED);
    };
  }
}
