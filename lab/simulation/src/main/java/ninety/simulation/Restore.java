package ninety.simulation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.simulation.SimStream.Lease;
import ninety.simulation.SimStream.SimShard;

/**
 * Brings the table back to an earlier instant, as docs/runbook.md has it under <em>Restoring the
 * users table</em>. The leases, the queues and the directory are elsewhere and stay as they are.
 */
final class Restore {

  /**
   * By how much a lease must be ahead for the product to notice: five minutes, and what a
   * consumer's clock may be ahead when it says how far it is.
   */
  private static final Duration NOTICEABLE = Duration.ofMinutes(5).plus(World.TOLERANCE);

  private final World world;
  private Optional<Backup> backup = Optional.empty();

  /** Whether the operator has still to delete the leases, and waits for the product to say so. */
  private boolean leasesAhead;

  /** All that the table had at an instant, and what the world knew by what was stored. */
  private record Backup(
      Instant at,
      Map<Object, Map<Field, Object>> memories,
      List<Granted> granted,
      Map<ninety.coverage.Source, java.util.NavigableSet<Instant>> expected,
      Optional<Instant> coverageFrom) {}

  Restore(World world) {
    this.world = world;
  }

  void remember() {
    if (world.heard.coverageFrom().isEmpty()) {
      return; // There is nothing in it.
    }
    IdentityHashMap<Object, Map<Field, Object>> memories = new IdentityHashMap<>();
    world.table().memories().forEach(memory -> memories.put(memory, copy(memory)));
    backup =
        Optional.of(
            new Backup(
                world.stage().now(),
                memories,
                List.copyOf(world.exempting.granted()),
                world.heard.copyOfExpected(),
                world.heard.coverageFrom()));
    world.say("table: remembered");
    world.watch(Promise::remembered);
  }

  /** All consumers and sweeps are stopped for it. */
  void restore(boolean forgetful) {
    backup.ifPresent(it -> {
      world.say("table: as it was at " + it.at());
      world.stopEverybody();
      it.memories().forEach(Restore::paste);
      world.table().forgetMoments();
      world.stream().shards().forEach(shard -> shard.settled = 0);
      world.restored(it.granted(), it.expected(), it.coverageFrom());
      world.watch(Promise::restored);
      leasesAhead = true;
      if (!forgetful || !noticeable(it.at())) {
        deleteLeases();
      }
      backup = Optional.empty();
    });
  }

  /** Of a lease that is ahead by less nobody can see that it is; the runbook has it deleted. */
  private boolean noticeable(Instant remembered) {
    return world.stream().shards().stream()
        .flatMap(
            shard -> shard.records.stream().filter(rec -> rec.sequence() == shard.lease.checkpoint))
        .anyMatch(rec -> rec.arrival().isAfter(remembered.plus(NOTICEABLE)));
  }

  /** A worker says that the table is older than the leases, and what is to be done. */
  void refused(Worker worker, String remedy) {
    world.say(worker + ": refuses to begin: " + remedy);
    if (!leasesAhead) {
      throw new Promise.Broken("Restore", "a worker refuses leases that are in order: " + remedy);
    }
    world.fleet.living().forEach(one -> world.stage().kill(one.machine));
    deleteLeases();
  }

  private void deleteLeases() {
    world.say("the lease table is deleted");
    for (SimShard shard : world.stream().shards()) {
      Lease lease = shard.lease;
      lease.owner = Optional.empty();
      lease.epoch++;
      lease.checkpoint = SimStream.NOTHING;
    }
    leasesAhead = false;
  }

  // ---- what is in memory, whatever that is

  private static Map<Field, Object> copy(Object memory) {
    Map<Field, Object> copy = new java.util.LinkedHashMap<>();
    for (Field field : memory.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        Object value = get(field, memory);
        copy.put(field, Modifier.isFinal(field.getModifiers()) ? copied(value) : value);
      }
    }
    return copy;
  }

  /** What is in it never changes. */
  private static Object copied(Object value) {
    return switch (value) {
      case Map<?, ?> map -> new java.util.LinkedHashMap<>(map);
      case Collection<?> collection -> new ArrayList<>(collection);
      default -> value;
    };
  }

  @SuppressWarnings("unchecked")
  private static void paste(Object memory, Map<Field, Object> copy) {
    copy.forEach((field, then) -> {
      Object now = get(field, memory);
      if (!Modifier.isFinal(field.getModifiers())) {
        set(field, memory, then);
      } else if (now instanceof Map<?, ?> map) {
        map.clear();
        ((Map<Object, Object>) map).putAll((Map<Object, Object>) then);
      } else if (now instanceof Collection<?> collection) {
        collection.clear();
        ((Collection<Object>) collection).addAll((Collection<Object>) then);
      }
    });
  }

  private static Object get(Field field, Object memory) {
    try {
      field.setAccessible(true);
      return field.get(memory);
    } catch (IllegalAccessException hidden) {
      throw new IllegalStateException(hidden);
    }
  }

  private static void set(Field field, Object memory, Object value) {
    try {
      field.set(memory, value);
    } catch (IllegalAccessException hidden) {
      throw new IllegalStateException(hidden);
    }
  }
}
