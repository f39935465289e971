package ninety.coverage;

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

    assertEquals(new TreeSet<>(List.of(whole, bare)), tamperings().read().listed());
  }

  /** Promise 1. */
  @Test
  void what_there_is_room_for_is_kept_whatever_the_order_and_the_repetitions() {
    List<Tampering> all = new ArrayList<>(IntStream.range(0, 200).mapToObj(this::change).toList());
    all.addAll(List.copyOf(all.subList(10, 30)));
    Seeds.each(
        1,
        random -> {
          Collections.shuffle(all, Random.from(random));

          all.forEach(tamperings()::note);

          assertEquals(TamperingHistory.of(all, Optional.empty()), tamperings().read());
        });
  }

  /** K: whoever makes many calls after the one that counts hides nothing. */
  @Test
  void what_there_is_no_room_for_is_counted_once_and_nothing_that_is_open_makes_room() {
    IntStream.range(0, 203).mapToObj(this::change).forEach(tamperings()::note);
    IntStream.of(0, 201, 200, 202).mapToObj(this::change).forEach(tamperings()::note);

    TamperingHistory read = tamperings().read();
    assertEquals(
        new TreeSet<>(IntStream.range(0, 200).mapToObj(this::change).toList()), read.listed());
    Tampering beyond = read.beyond().orElseThrow();
    assertEquals(0, beyond.compareTo(change(200)));
    assertEquals(2, beyond.further().orElseThrow().calls().size());
    assertEquals(new Span(change(200).proof().time(), change(202).proof().time()), beyond.span());
  }

  /** K2. */
  @Test
  void those_that_are_over_make_room_the_oldest_first() {
    IntStream.range(0, 200).mapToObj(this::change).forEach(tamperings()::note);
    over(change(7));
    over(change(5));

    IntStream.range(200, 203).mapToObj(this::change).forEach(tamperings()::note);

    TamperingHistory read = tamperings().read();
    assertEquals(
        new TreeSet<>(
            IntStream.range(0, 202).filter(i -> i != 5 && i != 7).mapToObj(this::change).toList()),
        read.listed());
    assertEquals(Optional.of(change(202).proof()), read.beyond().map(Tampering::proof));
    over(read.beyond().orElseThrow());

    tamperings().note(change(203));

    assertEquals(
        Optional.of(change(203).proof()),
        tamperings().read().beyond().map(Tampering::proof),
        "what was closed is not opened again");
  }

  @Test
  void what_stands_for_many_calls_stays_bounded() {
    IntStream.range(0, 1_300).mapToObj(this::change).forEach(tamperings()::note);

    Tampering beyond = tamperings().read().beyond().orElseThrow();
    assertEquals(Tampering.Further.MOST, beyond.further().orElseThrow().calls().size());
    assertEquals(change(1_299).proof().time(), beyond.span().to());
  }

  /** Its finding is closed, as far as the sweeps have stored it. */
  protected abstract void over(Tampering change);

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
