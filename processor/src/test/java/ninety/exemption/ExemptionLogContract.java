package ninety.exemption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import ninety.exemption.Exemption.Covered;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemption.Who;
import ninety.user.Author;
import ninety.user.Caller;
import ninety.user.Facts;
import org.junit.jupiter.api.Test;

/** What every place where exemptions are kept must do, in memory and in the real table alike. */
public abstract class ExemptionLogContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String ADMIN = "arn:aws:sts::111122223333:assumed-role/Admin/mara";

  /** What is tested: the same for all calls of one test, and empty before the first. */
  protected abstract ExemptionLog log();

  @Test
  void at_first_nobody_is_exempt() {
    assertEquals(Exemptions.NONE, log().read());
    assertEquals(Exemptions.NONE, log().trail());
  }

  @Test
  void exemptions_come_back_as_they_were_stored_the_first_made_first() {
    Exemption user =
        exemption("a", new Who.ById(Facts.user(1)), NOON)
            .remove(
                new Removal(
                    new Author(
                        "Åsa \"Ö\" 岡🙂",
                        NOON.plusNanos(1),
                        Optional.of(new Caller.Unknown("UnknownHostException"))),
                    "came\nback",
                    Optional.of(new Covered(0, 7))));
    Exemption counted =
        exemption("b", new Who.ByName("svc-*-?"), NOON.minusNanos(1)).counted(new Covered(3, 40));

    assertTrue(log().add(user));
    assertTrue(log().add(counted));

    assertEquals(List.of(counted, user), log().read().all());
    assertEquals(log().read(), log().trail());
  }

  @Test
  void what_is_taken_back_stays_with_the_reason() {
    Exemption first = exemption("first", new Who.ById(Facts.user(1)), NOON);
    log().add(first);
    Exemption removed = first.remove(new Author("mara", NOON), "no longer needed");

    assertTrue(log().remove(removed));

    assertEquals(List.of(removed), log().read().all());
  }

  @Test
  void an_id_is_given_once() {
    Exemption first = exemption("first", new Who.ById(Facts.user(1)), NOON);
    log().add(first);

    assertFalse(log().add(exemption("first", new Who.ById(Facts.user(2)), NOON)));

    assertEquals(List.of(first), log().read().all());
  }

  @Test
  void what_was_taken_back_is_not_taken_back_by_somebody_else() {
    Exemption first = exemption("first", new Who.ById(Facts.user(1)), NOON);
    log().add(first);
    Exemption removed = first.remove(new Author("mara", NOON), "no longer needed");
    log().remove(removed);

    assertFalse(log().remove(first.remove(new Author("kim", NOON), "mine")));

    assertEquals(List.of(removed), log().read().all());
  }

  @Test
  void a_write_that_took_effect_may_be_repeated() {
    Exemption first = exemption("first", new Who.ById(Facts.user(1)), NOON);
    Exemption removed = first.remove(new Author("mara", NOON), "no longer needed");
    log().add(first);

    assertTrue(log().add(first));
    assertTrue(log().remove(removed));
    assertTrue(log().remove(removed));

    assertEquals(List.of(removed), log().read().all());
  }

  @Test
  void what_is_put_away_is_in_the_trail_alone() {
    Exemption first = exemption("first", new Who.ById(Facts.user(1)), NOON);
    Exemption second = exemption("second", new Who.ById(Facts.user(2)), NOON);
    log().add(first);
    log().add(second);

    log().putAway(first);
    log().putAway(first);

    assertEquals(List.of(second), log().read().all());
    assertEquals(List.of(first, second), log().trail().all());
  }

  @Test
  void of_many_who_add_at_one_time_nobody_is_lost() throws Exception {
    int writers = 12;

    long done =
        atOneTime(
            writers, i -> log().add(exemption("writer-" + i, new Who.ById(Facts.user(i)), NOON)));

    assertEquals(writers, done);
    assertEquals(writers, log().read().all().stream().map(Exemption::id).distinct().count());
  }

  @Test
  void of_many_who_take_back_one_at_one_time_one_succeeds() throws Exception {
    Exemption first = exemption("first", new Who.ById(Facts.user(1)), NOON);
    log().add(first);

    long done =
        atOneTime(8, i -> log().remove(first.remove(new Author("person " + i, NOON), "why")));

    assertEquals(1, done);
    assertTrue(log().read().all().getFirst().removed().isPresent());
  }

  /** How many of them succeed. */
  private static long atOneTime(int writers, IntPredicate write) throws Exception {
    CyclicBarrier start = new CyclicBarrier(writers);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int each : IntStream.range(0, writers).toArray()) {
        Callable<Boolean> writer =
            () -> {
              start.await();
              return write.test(each);
            };
        running.add(threads.submit(writer));
      }
      long done = 0;
      for (Future<Boolean> each : running) {
        done += each.get() ? 1 : 0;
      }
      return done;
    }
  }

  protected static Exemption exemption(String id, Who who, Instant at) {
    return new Exemption(
        id,
        who,
        "owner of " + id,
        "reason of " + id,
        NOON.plusMillis(77),
        new Author("mara", at, Optional.of(new Caller.Known(ADMIN))),
        Optional.empty());
  }
}
