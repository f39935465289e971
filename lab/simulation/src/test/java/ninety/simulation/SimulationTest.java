package ninety.simulation;

import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import ninety.Seeds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Whole worlds, each from one seed: some that are always the same, some that are new with each
 * change of the sources. A failure names its seed and reports the shortest story that still breaks
 * the promise; {@code scripts/simulate --seed N} lives it again, and {@code scripts/simulate
 * --minutes N} lives more.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
final class SimulationTest {

  private static final int FIXED = 500;

  /** As many as are lived in half a minute. */
  private static final int FRESH = 1_500;

  /** Far more than any bug needs to be seen: docs/reliability.md has the figures. */
  private static final long WORLDS_FOR_A_BUG = 3_000;

  /** Where those were seen that need many worlds: it is looked there first. */
  private static final Map<Mutant, Long> SEEN_AT =
      Map.ofEntries(
          Map.entry(ConsumerMutants.EVERY_ACTIVITY_WRITTEN, 325L),
          Map.entry(CoverageMutants.CHILDREN_KNOWN_WHEN_READ, 66L),
          Map.entry(CoverageMutants.CLOSED_SHARD_AT_THE_TIP, 1031L),
          Map.entry(JudgementMutants.LEVEL_REACHED_AFTER_ITS_INSTANT, 59L),
          Map.entry(JudgementMutants.PORTAL_USE_WITHIN_GRACE_REPORTED, 107L),
          Map.entry(JudgementMutants.GRACE_ENDS_BEFORE_ITS_INSTANT, 1081L),
          Map.entry(JudgementMutants.ENABLED_WITHOUT_GRACE, 520L),
          Map.entry(JudgementMutants.ALL_GONE_BELIEVED, 111L),
          Map.entry(JudgementMutants.GONE_FOR_GOOD, 452L),
          Map.entry(JudgementMutants.EXEMPTION_SUPPRESSES_UNSEEN, 55L),
          Map.entry(CoverageMutants.OTHER_ACCOUNT_HEARD_AS_OWN, 923L),
          Map.entry(NoticeMutants.REVOKED_ATTESTATION_COUNTS, 515L),
          Map.entry(NoticeMutants.EVERY_KEY_SHOWN_BY_OTHERS, 177L),
          Map.entry(JudgementMutants.ENABLED_BY_OUR_CLOCK, 173L));

  private static final Logger PRODUCT = (Logger) LoggerFactory.getLogger("ninety");

  /** What goes wrong is meant to; nobody needs to read of it. */
  @BeforeAll
  static void be_quiet() {
    PRODUCT.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak_again() {
    PRODUCT.setLevel(null);
  }

  @Test
  void every_promise_is_kept_in_worlds_that_were_lived_before_and_in_new_ones() {
    LongStream.range(0, FIXED).forEach(SimulationTest::live);
    LongStream.range(Seeds.first(), Seeds.first() + FRESH).forEach(SimulationTest::live);
  }

  @Test
  void the_same_seed_is_the_same_world() {
    for (long seed = 0; seed < 20; seed++) {
      List<String> once = Trial.history(Story.of(seed), Mutant.NONE);
      List<String> again = Trial.history(Story.of(seed), Mutant.NONE);
      if (!once.equals(again)) {
        fail("seed %d is two worlds".formatted(seed));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ninety.simulation.Mutants#all")
  void a_deliberate_bug_breaks_a_promise(Mutant bug) {
    boolean seen =
        LongStream.concat(
                LongStream.of(SEEN_AT.getOrDefault(bug, 0L)), LongStream.range(0, WORLDS_FOR_A_BUG))
            .anyMatch(seed -> new Trial(seed, bug).outcome().isPresent());

    if (!seen) {
      fail("no checker sees " + bug);
    }
  }

  private static void live(long seed) {
    Trial trial = new Trial(seed, Mutant.NONE);
    Optional<Promise.Broken> broken = trial.outcome();
    if (broken.isPresent()) {
      fail(
          "seed %d (scripts/simulate --seed %d): %s%n%s"
              .formatted(
                  seed,
                  seed,
                  broken.get().getMessage(),
                  String.join("\n", Trial.history(trial.shortened(broken.get()), Mutant.NONE))));
    }
  }
}
