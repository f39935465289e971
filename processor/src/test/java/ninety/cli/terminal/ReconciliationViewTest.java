package ninety.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.finding.UnknownPopulation;
import ninety.user.IdentityStoreId;
import ninety.user.Reconciliation;
import ninety.user.Reconciliation.Latest;
import ninety.user.Reconciliation.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Issue 12: whether everybody is known stands below each listing. */
final class ReconciliationViewTest {

  private static final Instant AT = Instant.parse("2026-11-28T08:00:02.118Z");

  @Test
  void before_the_first_list_the_population_is_not_known() {
    ReconciliationView view = new ReconciliationView(Latest.NONE, Optional.empty());

    assertEquals(
        List.of(
            "The population is not known: users of whom no event came are in no listing. Run"
                + " 'ninety import'."),
        view.words());
    assertEquals("{populationKnown=false, reconciliation=null}", fields(view).toString());
  }

  @Test
  void after_it_the_list_is_named() {
    ReconciliationView view =
        new ReconciliationView(Latest.NONE.withDone(of("d-1234567890")), reported("d-1234567890"));

    assertEquals(
        List.of(
            "Compared with the directory at 2026-11-28T08:00:02Z: 4812 users of identity store"
                + " d-1234567890"),
        view.words());
    assertEquals(true, fields(view).get("populationKnown"));
  }

  @Test
  void a_list_that_was_refused_makes_nobody_known() {
    ReconciliationView view =
        new ReconciliationView(
            Latest.NONE.withRefused(new Refused(of("d-1234567890"), "It is empty.")),
            Optional.empty());

    assertEquals(
        List.of(
            "The population is not known: users of whom no event came are in no listing. Run"
                + " 'ninety import'.",
            "The directory's list of 2026-11-28T08:00:02Z was refused: It is empty."),
        view.words());
    assertEquals(false, fields(view).get("populationKnown"));
  }

  /** The sweep knows which store is watched, and reported that its users are not known. */
  @Test
  void a_list_of_another_store_than_the_sweep_watches_makes_nobody_known() {
    ReconciliationView view =
        new ReconciliationView(Latest.NONE.withDone(of("d-1111111111")), reported("d-1234567890"));

    assertEquals(
        List.of(
            "Compared with the directory at 2026-11-28T08:00:02Z: 4812 users of identity store"
                + " d-1111111111",
            "The population of identity store d-1234567890 is not known: users of whom no event"
                + " came are in no listing. Run 'ninety import'."),
        view.words());
    assertEquals(false, fields(view).get("populationKnown"));
  }

  private static Map<String, @Nullable Object> fields(ReconciliationView view) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    view.addTo(fields);
    return fields;
  }

  private static Optional<UnknownPopulation> reported(String store) {
    return Optional.of(new UnknownPopulation(AT.minusSeconds(60), Optional.of(store)));
  }

  private static Reconciliation of(String store) {
    return new Reconciliation(AT, new IdentityStoreId(store), 4812, Map.of(), 0);
  }
}
