package ninety.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.policy.Dossier;
import ninety.policy.Dossiers;
import ninety.user.UserId;

/**
 * Dossiers in memory, with versions and the index of who is due. Safe for all threads; {@link
 * DossiersContract} keeps it from drifting away from the real table.
 */
public final class MemoryDossiers implements Dossiers, DueUsers {

  private static final int SHARDS = 4;

  private final Map<UserId, Dossier> stored = new HashMap<>();
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
  public synchronized Stream<UserId> due(int shard, Instant asOf) {
    record Entry(Instant due, UserId id) {}
    List<Entry> entries = new ArrayList<>();
    stored.forEach((id, dossier) -> {
      if (Math.floorMod(id.hashCode(), SHARDS) == shard && dossier.isDue(asOf)) {
        entries.add(new Entry(dossier.due().orElseThrow(), id));
      }
    });
    entries.sort(java.util.Comparator.comparing(Entry::due).thenComparing(Entry::id));
    return entries.stream().map(Entry::id);
  }
}
