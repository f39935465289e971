package ninety.user;

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
import org.junit.jupiter.api.Test;

/** What every place where changes of the identity source are kept must do (F9). */
public abstract class DirectoryChangesContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** What is tested: the same for all calls of one test, and empty before the first. */
  protected abstract DirectoryChanges changes();

  @Test
  void at_first_none_is_known() {
    assertEquals(DirectoryHistory.NONE, changes().read());
    assertEquals(Optional.empty(), changes().read().latest());
  }

  @Test
  void a_repetition_is_no_news() {
    changes().note(change(1));
    changes().note(change(1));

    assertEquals(new TreeSet<>(List.of(change(1))), changes().read().newest());
    assertEquals(Optional.of(change(1).time()), changes().read().latest());
  }

  /** Promise 1. */
  @Test
  void the_newest_sixteen_are_kept_whatever_the_order_and_the_repetitions() {
    List<Proof> all = new ArrayList<>(IntStream.range(0, 40).mapToObj(this::change).toList());
    all.addAll(List.copyOf(all.subList(10, 30)));
    Seeds.each(
        1,
        random -> {
          Collections.shuffle(all, Random.from(random));

          all.forEach(changes()::note);

          assertEquals(
              new TreeSet<>(IntStream.range(24, 40).mapToObj(this::change).toList()),
              changes().read().newest());
        });
  }

  /** A change each minute. */
  protected Proof change(int number) {
    return new Proof(
        NOON.plusSeconds(60L * number), "event-" + number, "sso.amazonaws.com AssociateDirectory");
  }
}
