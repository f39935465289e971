package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import ninety.coverage.Tampering;
import ninety.coverage.Tamperings;
import ninety.coverage.TamperingsContract;
import ninety.finding.Reported;
import ninety.it.Place;
import org.junit.jupiter.api.Test;

/** The contract on a real table, and what only a table can do. */
final class DynamoTamperingsIT extends TamperingsContract {

  private final String table = Tables.empty();
  private final DynamoTamperings tamperings = new DynamoTamperings(Place.stack().dynamodb(), table);
  private final DynamoNotices notices = new DynamoNotices(Place.stack().dynamodb(), table);

  @Override
  protected Tamperings tamperings() {
    return tamperings;
  }

  @Override
  protected void over(Tampering change) {
    Reported known = notices.read();
    Set<UUID> alerts = new HashSet<>(known.alerts());
    alerts.addAll(change.alertIds());
    notices.store(new Reported(alerts, List.of(), known.version()));
  }

  @Test
  void of_many_who_note_at_one_time_none_is_lost() {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 12)
            .mapToObj(i -> CompletableFuture.runAsync(() -> tamperings.note(change(i))))
            .toList();
    all.forEach(CompletableFuture::join);

    assertEquals(
        new TreeSet<>(IntStream.range(0, 12).mapToObj(this::change).toList()),
        tamperings.read().listed());
  }
}
