package ninety.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ninety.Seeds;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;

/** What every place where changes of our own way are kept must do (S3). */
public abstract class TamperingsContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** What is tested: the same for all calls of one test, and empty before the first. */
  protected abstract Tamperings tamperings();

  @Test
  void at_first_none_is_known() {
    assertEquals(TamperingHistory.NONE, tamperings().read());
  }

  @Test
  void a_repetition_is_no_news_and_nothing_of_a_call_is_lost() {
    Tampering whole = change(1);
    Tampering bare =
        new Tampering(
            change(2).proof(), "unknown", Optional.empty(), Optional.empty(), Optional.empty());
    tamperings().note(whole);
    tamperings().note(bare);
    tamperings().note(whole);

    assertEquals(new TreeSet<>(List.of(whole, bare)), tamperings().read().newest());
  }

  /** Promise 1. */
  @Test
  void the_newest_two_hundred_are_kept_whatever_the_order_and_the_repetitions() {
    List<Tampering> all = new ArrayList<>(IntStream.range(0, 220).mapToObj(this::change).toList());
    all.addAll(List.copyOf(all.subList(10, 30)));
    Seeds.each(
        1,
        random -> {
          Collections.shuffle(all, Random.from(random));

          all.forEach(tamperings()::note);

          assertEquals(
              new TreeSet<>(IntStream.range(20, 220).mapToObj(this::change).toList()),
              tamperings().read().newest());
        });
  }

  /** A call each minute. */
  protected Tampering change(int number) {
    return new Tampering(
        new Proof(
            NOON.plusSeconds(60L * number),
            "event-" + number,
            "cloudtrail.amazonaws.com StopLogging"),
        "arn:aws:iam::111122223333:user/kim",
        Optional.of("organization"),
        Optional.of("111122223333"),
        Optional.of("eu-central-1"));
  }
}
