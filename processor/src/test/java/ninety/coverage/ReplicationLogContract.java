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

  private Instant later() {
    return log().read().map(known -> known.asked().plusSeconds(1)).orElse(NOON);
  }
}
