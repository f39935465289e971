package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import ninety.it.Place;
import ninety.user.DirectoryChanges;
import ninety.user.DirectoryChangesContract;
import org.junit.jupiter.api.Test;

/** The contract on a real table, and what only a table can do. */
final class DynamoDirectoryChangesIT extends DirectoryChangesContract {

  private final DynamoDirectoryChanges changes =
      new DynamoDirectoryChanges(Place.stack().dynamodb(), Tables.empty());

  @Override
  protected DirectoryChanges changes() {
    return changes;
  }

  @Test
  void of_many_who_note_at_one_time_none_is_lost() {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 12)
            .mapToObj(i -> CompletableFuture.runAsync(() -> changes.note(change(i))))
            .toList();
    all.forEach(CompletableFuture::join);

    assertEquals(
        new TreeSet<>(IntStream.range(0, 12).mapToObj(this::change).toList()),
        changes.read().newest());
  }
}
