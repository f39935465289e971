package ninety.cli.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.user.Reconciliation;
import ninety.user.Reconciliation.Latest;
import ninety.user.Reconciliation.Refused;
import org.jspecify.annotations.Nullable;

/** True if everybody is known, for people and machines to read. */
public record ReconciliationView(Latest latest) {

  /** The sentences that stand below a listing of users. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(
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
            .orElse(
                "Not compared with the directory yet: users of whom no event came are not known."
                    + " Run 'ninety import'."));
    latest
        .standing()
        .ifPresent(it ->
            words.add(
                "The directory's list of %s was refused: %s"
                    .formatted(
                        HorizonView.seconds(it.what().at()), TextTable.printable(it.why()))));
    return words;
  }

  public @Nullable Map<String, @Nullable Object> fields() {
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
