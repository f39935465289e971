package ninety.cli.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.app.Wiring;
import ninety.finding.UnknownPopulation;
import ninety.user.Reconciliation;
import ninety.user.Reconciliation.Latest;
import ninety.user.Reconciliation.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Says for people and machines whether everybody is known.
 *
 * @param reported what a sweep reported of a population that is not known, where that is open
 */
public record ReconciliationView(Latest latest, Optional<UnknownPopulation> reported) {

  public static ReconciliationView of(Wiring wiring, String table) {
    return new ReconciliationView(
        wiring.reconciliations(table).read(), wiring.notices(table).read().population());
  }

  /** True if the store's users were listed. Which store is watched, the sweep knows. */
  private boolean known() {
    return latest.doneOf(reported.flatMap(UnknownPopulation::store)).isPresent();
  }

  /** The sentences that stand below a listing of users. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    latest
        .done()
        .map(it ->
            "Compared with the directory at %s: %d users of identity store %s%s"
                .formatted(
                    HorizonView.seconds(it.at()),
                    it.listed(),
                    it.store(),
                    it.missed() == 0
                        ? ""
                        : "; of %d, no event had said how they were".formatted(it.missed())))
        .ifPresent(words::add);
    if (!known()) {
      words.add(
          "The population%s is not known: users of whom no event came are in no listing. Run"
                  .formatted(
                      reported
                          .flatMap(UnknownPopulation::store)
                          .map(store -> " of identity store " + TextTable.printable(store))
                          .orElse(""))
              + " 'ninety import'.");
    }
    latest
        .standing()
        .ifPresent(it ->
            words.add(
                "The directory's list of %s was refused: %s"
                    .formatted(
                        HorizonView.seconds(it.what().at()), TextTable.printable(it.why()))));
    return words;
  }

  public void addTo(Map<String, @Nullable Object> fields) {
    fields.put("populationKnown", known());
    fields.put("reconciliation", fields());
  }

  private @Nullable Map<String, @Nullable Object> fields() {
    if (latest.equals(Latest.NONE)) {
      return null;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("done", latest.done().map(ReconciliationView::fields).orElse(null));
    fields.put("refused", refused(latest.standing()));
    return fields;
  }

  private static @Nullable Map<String, @Nullable Object> refused(Optional<Refused> refused) {
    if (refused.isEmpty()) {
      return null;
    }
    Map<String, @Nullable Object> fields = fields(refused.get().what());
    fields.put("why", refused.get().why());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(Reconciliation reconciliation) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("at", reconciliation.at().toString());
    fields.put("store", reconciliation.store().value());
    fields.put("listed", reconciliation.listed());
    reconciliation.differences().forEach((it, count) -> fields.put(it.label(), count));
    fields.put("missedByEvents", reconciliation.missed());
    return fields;
  }
}
