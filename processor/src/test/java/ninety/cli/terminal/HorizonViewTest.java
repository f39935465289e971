package ninety.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.coverage.Source.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HorizonViewTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:14:27.500Z");

  @Test
  void a_horizon_that_is_near_enough_is_an_instant_and_its_lag() {
    HorizonView view =
        view(Duration.ofMinutes(16), new Holder.Source(Source.ofRegion("eu-central-1")));

    assertEquals("2026-06-01T07:58:27Z (16 min behind the clock)", view.words());
    assertEquals(Optional.empty(), view.notChecked());
    assertEquals(
        """
        {"at":"2026-06-01T07:58:27.500Z","lagSeconds":960,"limitSeconds":3600,"late":false,\
        "heldBackBy":"source","signOfLife":"schedule","region":"eu-central-1",\
        "source":"eu-central-1","otherSignComes":false}\
        """,
        Json.line(view.fields()));
  }

  @Test
  void a_source_that_is_silent_is_named_with_its_last_sign_of_life() {
    HorizonView view =
        view(Duration.ofHours(3), new Holder.Source(Source.ofRegion("eu-central-1")));

    assertEquals("2026-06-01T05:14:27Z (3 h behind the clock)", view.words());
    assertEquals(
        Optional.of(
            "Not checked after that: no heartbeat from eu-central-1 since 2026-06-01T05:29:27Z."),
        view.notChecked());
  }

  /** S1, S4. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CLOUDTRAIL|true|no CloudTrail record of our own call from 111122223333/eu-central-1 since"
            + " 2026-06-01T05:29:27Z, though heartbeats come: the trail, or the rule for its"
            + " records and those of users",
        "CLOUDTRAIL|false|no sign of life from 111122223333/eu-central-1 since"
            + " 2026-06-01T05:29:27Z",
        "SCHEDULE|true|no heartbeat from 111122223333/eu-central-1 since 2026-06-01T05:29:27Z,"
            + " though CloudTrail's records come: the rule that sends heartbeats",
        "SCHEDULE|false|no heartbeat from 111122223333/eu-central-1 since 2026-06-01T05:29:27Z",
        "REPLICA|false|Region 111122223333/eu-central-1, in which the instance is replicated, is"
            + " not listened to",
      })
  void a_silence_says_where_the_way_is_cut(Kind kind, boolean otherComes, String why) {
    Source source = new Source("111122223333", "eu-central-1").as(kind);
    HorizonView view = view(Duration.ofHours(3), new Holder.Source(source, otherComes));

    assertEquals(Optional.of("Not checked after that: " + why + "."), view.notChecked());
    // The words of the alert.
    assertEquals("source", view.fields().get("heldBackBy"));
    assertEquals(kind.label(), view.fields().get("signOfLife"));
    assertEquals(source.text(), view.fields().get("source"));
    assertEquals(otherComes, view.fields().get("otherSignComes"));
  }

  @Test
  void a_shard_that_is_not_processed_is_named() {
    HorizonView view = view(Duration.ofDays(3), new Holder.Shard("shardId-000000000001"));

    assertEquals("2026-05-29T08:14:27Z (3 d behind the clock)", view.words());
    assertEquals(
        Optional.of(
            "Not checked after that: shard shardId-000000000001 of the stream is processed up to"
                + " 2026-05-29T08:29:27Z."),
        view.notChecked());
  }

  @Test
  void before_any_consumer_ran_there_is_no_horizon() {
    HorizonView view = new HorizonView(new Horizon.None(), Duration.ofHours(1), NOW);

    assertEquals(
        Optional.of(
            "Not checked: no consumer is known to have run, so nothing is known of anybody. Start"
                + " 'ninety process'."),
        view.notChecked());
    assertEquals(
        """
        {"at":null,"lagSeconds":null,"limitSeconds":3600,"late":true,"heldBackBy":"no-consumer"}\
        """,
        Json.line(view.fields()));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT119S, 119 s",
    "PT2M, 2 min",
    "PT119M59S, 119 min",
    "PT2H, 2 h",
    "PT47H59M, 47 h",
    "PT48H, 2 d",
  })
  void a_lag_is_reported_in_one_unit(Duration lag, String words) {
    assertEquals(words, HorizonView.rough(lag));
  }

  private static HorizonView view(Duration lag, Holder holder) {
    return new HorizonView(new Horizon.Known(NOW.minus(lag), holder), Duration.ofHours(1), NOW);
  }
}
