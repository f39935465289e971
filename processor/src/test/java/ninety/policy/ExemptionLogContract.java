package ninety.policy;

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
import ninety.policy.Exemption.Signature;
import ninety.policy.Exemption.Who;
import ninety.user.Facts;
import org.junit.jupiter.api.Test;

/** What every place where exemptions are kept must do, in memory and in the real table alike. */
public abstract class ExemptionLogContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  /** What is tested: the same for all calls of one test, and empty before the first. */
  protected abstract ExemptionLog log();

  @Test
  void at_first_nobody_is_exempt() {
    assertEquals(Exemptions.NONE, log().read());
  }

  @Test
  void exemptions_come_back_as_they_were_stored_and_in_their_order() {
    Exemption user =
        exemption("second", new Who.ById(Facts.user(1)))
            .remove(new Signature("Åsa \"Ö\" 岡🙂", NOON.plusNanos(1)), "came\nback");
    Exemptions all = Exemptions.NONE.with(exemption("first", new Who.ByName("svc-*-?"))).with(user);

    assertTrue(log().store(all));

    assertEquals(new Exemptions(all.all(), 1), log().read());
  }

  @Test
  void what_is_taken_back_stays_with_the_reason() {
    Exemption first = exemption("first", new Who.ById(Facts.user(1)));
    log().store(Exemptions.NONE.with(first));
    Exemption removed = first.remove(new Signature("mara", NOON), "no longer needed");

    assertTrue(log().store(log().read().replacing(removed)));

    assertEquals(new Exemptions(List.of(removed), 2), log().read());
  }

  @Test
  void none_is_stored_like_some() {
    log().store(Exemptions.NONE.with(exemption("first", new Who.ById(Facts.user(1)))));

    assertTrue(log().store(new Exemptions(List.of(), 1)));

    assertEquals(new Exemptions(List.of(), 2), log().read());
  }

  @Test
  void who_read_an_older_version_stores_nothing() {
    Exemptions first = Exemptions.NONE.with(exemption("first", new Who.ById(Facts.user(1))));
    log().store(first);

    assertFalse(log().store(Exemptions.NONE.with(exemption("other", new Who.ById(Facts.user(2))))));
    assertFalse(log().store(new Exemptions(List.of(), 7)));

    assertEquals(new Exemptions(first.all(), 1), log().read());
  }

  @Test
  void who_changes_what_was_never_there_stores_nothing() {
    assertFalse(log().store(new Exemptions(List.of(), 7)));

    assertEquals(Exemptions.NONE, log().read());
  }

  @Test
  void a_write_that_took_effect_may_be_repeated() {
    Exemptions first = Exemptions.NONE.with(exemption("first", new Who.ById(Facts.user(1))));
    log().store(first);

    assertTrue(log().store(first));

    assertEquals(new Exemptions(first.all(), 1), log().read());
  }

  @Test
  void of_many_who_add_at_one_time_nobody_is_lost() throws Exception {
    int writers = 6;
    CyclicBarrier start = new CyclicBarrier(writers);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        Exemption mine = exemption("writer-" + i, new Who.ById(Facts.user(i)));
        Callable<Boolean> writer =
            () -> {
              start.await();
              while (!log().store(log().read().with(mine))) {
                // Somebody else was first: again, with theirs.
              }
              return true;
            };
        running.add(threads.submit(writer));
      }
      for (Future<Boolean> each : running) {
        each.get();
      }
    }

    assertEquals(writers, log().read().version());
    assertEquals(writers, log().read().all().stream().map(Exemption::id).distinct().count());
  }

  private static Exemption exemption(String id, Who who) {
    return new Exemption(
        id,
        who,
        "owner of " + id,
        "reason of " + id,
        NOON.plusMillis(77),
        new Signature("arn:aws:sts::111122223333:assumed-role/Admin/mara", NOON.minusNanos(1)),
        Optional.empty());
  }
}
