package ninety.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** S4: what every place must do where the answer about the instance's Regions is kept. */
public abstract class ReplicationLogContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123Z");

  protected abstract ReplicationLog log();

  /** As an earlier version keeps an answer: it does not say apart when that came. */
  protected abstract void keptByEarlierVersion(Instant asked, Set<String> regions);

  @Test
  void at_first_nobody_was_asked() {
    assertEquals(Optional.empty(), log().read());
  }

  @Test
  void an_answer_comes_back_as_it_was_kept_a_refusal_and_no_region_too() {
    for (Optional<Set<String>> regions :
        java.util.List.of(
            Optional.<Set<String>>empty(),
            Optional.of(Set.of("eu-central-1", "eu-west-1")),
            Optional.of(Set.<String>of()))) {
      Replication answer = new Replication(later(), regions);

      log().asked(answer);

      assertEquals(Optional.of(answer), log().read());
    }
  }

  @Test
  void of_several_answers_the_latest_stays() {
    Replication latest = new Replication(NOON, Optional.of(Set.of("eu-central-1")));
    log().asked(latest);

    log().asked(new Replication(NOON.minusMillis(1), Optional.empty()));

    assertEquals(Optional.of(latest), log().read());
  }

  /** Adversary's E: who may not ask any more has no word that a Region is gone. */
  @Test
  void a_refusal_keeps_the_answer_before_it_and_when_that_came() {
    Optional<Set<String>> regions = Optional.of(Set.of("eu-central-1", "eu-west-1"));
    Instant refused = NOON.plusSeconds(86_400);
    log().asked(new Replication(NOON, regions));

    log().asked(new Replication(refused, Optional.empty()));

    assertEquals(Optional.of(new Replication(refused, regions, Optional.of(NOON))), log().read());
    assertEquals(Optional.of(NOON), log().read().orElseThrow().stale());

    log().asked(new Replication(refused.plusSeconds(1), regions));
    assertEquals(Optional.empty(), log().read().orElseThrow().stale());
  }

  /** Review 3: its answer came when it asked, and not when the next version was refused. */
  @Test
  void a_refusal_keeps_when_the_answer_came_that_an_earlier_version_got() {
    Set<String> regions = Set.of("eu-central-1", "eu-west-1");
    keptByEarlierVersion(NOON, regions);
    Instant refused = NOON.plusSeconds(86_400);

    for (int day = 0; day < 2; day++) {
      log().asked(new Replication(refused, Optional.empty()));
      log().asked(new Replication(refused.minusSeconds(9), Optional.empty()));

      assertEquals(
          Optional.of(new Replication(refused, Optional.of(regions), Optional.of(NOON))),
          log().read());
      refused = refused.plusSeconds(86_400);
    }
  }

  /** Review 3: a refusal as the very first word is no answer, however often it comes. */
  @Test
  void after_refusals_alone_nothing_was_ever_answered_until_the_first_answer() {
    for (int day = 0; day < 3; day++) {
      Instant refused = NOON.plusSeconds(day * 86_400L);
      log().asked(new Replication(refused, Optional.empty()));
      log().asked(new Replication(NOON.minusSeconds(9), Optional.empty()));

      assertEquals(
          Optional.of(new Replication(refused, Optional.empty(), Optional.empty())), log().read());
    }
    Replication answer =
        new Replication(NOON.plusSeconds(3 * 86_400L), Optional.of(Set.of("eu-west-1")));
    log().asked(answer);

    assertEquals(Optional.of(answer), log().read());
  }

  private Instant later() {
    return log().read().map(known -> known.asked().plusSeconds(1)).orElse(NOON);
  }
}
