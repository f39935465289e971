package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import ninety.it.Place;
import ninety.policy.Tamperings;
import ninety.policy.TamperingsContract;
import org.junit.jupiter.api.Test;

/** The contract on a real table, and what only a table can do. */
final class DynamoTamperingsIT extends TamperingsContract {

  private final DynamoTamperings tamperings =
      new DynamoTamperings(Place.stack().dynamodb(), Tables.empty());

  @Override
  protected Tamperings tamperings() {
    return tamperings;
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
        tamperings.read().newest());
  }
}
