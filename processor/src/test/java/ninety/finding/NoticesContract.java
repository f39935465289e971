package ninety.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.finding.Notices.Stored.Overtaken;
import ninety.finding.Notices.Stored.Written;
import org.junit.jupiter.api.Test;

/** What every place where it is kept which notices were reported must do. */
public abstract class NoticesContract {

  /** What is tested: the same for all calls of one test, and empty before the first. */
  protected abstract Notices notices();

  @Test
  void at_first_nothing_was_reported() {
    assertEquals(Reported.NOTHING, notices().read());
  }

  @Test
  void what_was_reported_comes_back_as_it_was_stored() {
    Reported reported = reported(2, 2);

    assertEquals(new Written(reported.withVersion(1)), notices().store(reported));

    assertEquals(reported.withVersion(1), notices().read());
  }

  @Test
  void what_waits_no_more_and_what_is_forgotten_are_there_no_more() {
    Reported first = written(reported(2, 2));
    Reported second = new Reported(Set.of(), List.of(), first.version());

    written(second);

    assertEquals(second.withVersion(2), notices().read());
  }

  @Test
  void who_read_an_older_version_is_overtaken_and_gets_what_is_there() {
    Reported first = written(reported(1, 1));
    Reported second = written(new Reported(first.alerts(), List.of(), first.version()));

    assertEquals(new Overtaken(second), notices().store(first));
    assertEquals(new Overtaken(second), notices().store(reported(1, 0)));

    assertEquals(second, notices().read());
  }

  @Test
  void who_changes_what_was_never_there_is_overtaken_by_nothing() {
    assertEquals(new Overtaken(Reported.NOTHING), notices().store(Reported.NOTHING.withVersion(7)));

    assertEquals(Reported.NOTHING, notices().read());
  }

  protected final Reported written(Reported changed) {
    return assertInstanceOf(Written.class, notices().store(changed)).reported();
  }

  /** With ids of all kinds of bits. */
  protected static Reported reported(int alerts, int waiting) {
    return new Reported(
        java.util.stream.IntStream.range(0, alerts)
            .mapToObj(i -> new UUID(Long.MIN_VALUE + i, -1L - i))
            .collect(java.util.stream.Collectors.toSet()),
        java.util.stream.IntStream.range(0, waiting)
            .mapToObj(i -> new Alert(new UUID(7, i), new UUID(9, i), "{\"body\":\"ä\\n\"}\n"))
            .toList(),
        java.util.stream.IntStream.range(0, alerts)
            .boxed()
            .collect(
                java.util.stream.Collectors.toMap(
                    i -> new UUID(Long.MIN_VALUE + i, -1L - i),
                    i -> java.time.Instant.ofEpochSecond(1_780_000_000 + i, 123_456_789))),
        Optional.of(
            new UnknownPopulation(
                java.time.Instant.ofEpochSecond(1_780_000_000, 118_000_000),
                alerts == 1 ? Optional.empty() : Optional.of("d-9067642ac7"))),
        0);
  }
}
