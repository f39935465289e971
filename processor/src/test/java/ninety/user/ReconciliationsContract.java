package ninety.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import ninety.user.Reconciliation.Difference;
import ninety.user.Reconciliation.Latest;
import ninety.user.Reconciliation.Refused;
import org.junit.jupiter.api.Test;

/** What every place where reconciliations are kept must do. */
public abstract class ReconciliationsContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.007Z");

  /** What is tested: the same for all calls of one test, and empty before the first. */
  protected abstract Reconciliations reconciliations();

  @Test
  void at_first_none_is_known() {
    assertEquals(Latest.NONE, reconciliations().read());
  }

  @Test
  void the_latest_of_each_is_kept_whatever_the_order() {
    reconciliations().done(at(2));
    reconciliations().done(at(1));
    reconciliations().refused(refused(4));
    reconciliations().refused(refused(3));
    reconciliations().refused(refused(4));

    assertEquals(new Latest(Optional.of(at(2)), Optional.of(refused(4))), reconciliations().read());
  }

  @Test
  void a_refusal_stands_until_a_later_list_was_believed() {
    reconciliations().done(at(1));
    reconciliations().refused(refused(2));
    assertEquals(Optional.of(refused(2)), reconciliations().read().standing());

    reconciliations().done(at(3));

    assertEquals(Optional.empty(), reconciliations().read().standing());
  }

  private static Refused refused(int hour) {
    return new Refused(at(hour), "The list has no users.");
  }

  /** One that has all numbers, each unlike the others. */
  private static Reconciliation at(int hour) {
    return new Reconciliation(
        NOON.plusSeconds(3600L * hour),
        new IdentityStoreId(Facts.STORE),
        4_000 + hour,
        Map.of(
            Difference.CREATED, 1L,
            Difference.BACK, 2L,
            Difference.GONE, 3L,
            Difference.DISABLED, 4L,
            Difference.RENAMED, 5L),
        6);
  }
}
