package ninety.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ninety.user.UserId;

/**
 * Dossiers in memory, with versions, the index of who is due, and the pages of all users. Safe for
 * all threads; {@link DossiersContract} and {@link RearmingContract} keep it from drifting away
 * from the real table.
 */
public final class MemoryDossiers implements Dossiers, DueUsers, Rearming {

  private static final int SHARDS = 4;

  /** Small, so that a few users fill several. */
  private static final int PAGE = 7;

  private final NavigableMap<UserId, Dossier> stored = new TreeMap<>();
  private Armed armed = Armed.NOBODY;
  private long writes;

  @Override
  public synchronized Optional<Dossier> read(UserId id) {
    return Optional.ofNullable(stored.get(id));
  }

  @Override
  public synchronized Stored store(Dossier changed) {
    UserId id = changed.user().id();
    Dossier now = stored.getOrDefault(id, Dossier.unknown(id));
    if (now.version() != changed.version()) {
      return new Stored.Overtaken(now);
    }
    Dossier written = changed.withVersion(now.version() + 1);
    stored.put(id, written);
    writes++;
    return new Stored.Written(written);
  }

  /** How many writes took effect so far. */
  public synchronized long writes() {
    return writes;
  }

  public synchronized List<Dossier> all() {
    return new ArrayList<>(stored.values());
  }

  @Override
  public int shards() {
    return SHARDS;
  }

  @Override
  public synchronized Stream<UserId> due(
      int shard, Instant asOf, Consumer<UnreadableItem> unreadable) {
    record Entry(Due due, UserId id) {}
    List<Entry> entries = new ArrayList<>();
    stored.forEach((id, dossier) -> {
      if (Math.floorMod(id.hashCode(), SHARDS) == shard && dossier.isDue(asOf)) {
        entries.add(new Entry(dossier.due(), id));
      }
    });
    entries.sort(java.util.Comparator.comparing(Entry::due).thenComparing(Entry::id));
    return entries.stream().map(Entry::id);
  }

  @Override
  public synchronized Armed read() {
    return armed;
  }

  @Override
  public synchronized void write(Armed changed) {
    armed = changed;
  }

  @Override
  public synchronized Page page(Optional<UserId> after) {
    List<Dossier> rest =
        List.copyOf(after.map(id -> stored.tailMap(id, false)).orElse(stored).values());
    List<Dossier> page = rest.subList(0, Math.min(PAGE, rest.size()));
    return new Page(
        page,
        List.of(),
        page.size() < rest.size() ? Optional.of(page.getLast().user().id()) : Optional.empty());
  }
}
