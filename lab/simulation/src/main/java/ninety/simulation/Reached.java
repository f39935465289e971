package ninety.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import ninety.simulation.SimStream.Rec;
import ninety.simulation.SimStream.SimShard;

/** What reached the stream, and how far it is really settled. */
final class Reached {

  private final World world;

  Reached(World world) {
    this.world = world;
  }

  /** Up to where everything that reached the stream is really settled. */
  Instant processed() {
    Instant processed = world.stage.now();
    for (SimShard shard : world.stream.shards()) {
      while (shard.settled < shard.records.size() && settled(shard.records.get(shard.settled))) {
        shard.settled++;
      }
      if (shard.settled < shard.records.size()) {
        Instant open = shard.records.get(shard.settled).arrival();
        processed = open.isBefore(processed) ? open : processed;
      }
    }
    return processed;
  }

  /** Whether the record is persisted, ignored or parked, by what the table and the queue hold. */
  boolean settled(Rec rec) {
    return switch (rec.said()) {
      case Said.Did(var deed, _) ->
          world.queues.parked.contains(rec.sequence())
              || world
                  .table
                  .dossier(deed.user())
                  .filter(it -> Stored.holds(it.user(), deed, world.config.granularity()))
                  .isPresent();
      case Said.Beat(var source, var time, _) ->
          Stored.heard(world.table.coverage.read(), source, time);
      case Said.Noise _ -> true;
      case Said.Tampers tampers ->
          tampers.denied()
              || world.table.tamperings.read().listed().stream()
                  .anyMatch(it -> it.proof().eventId().equals(tampers.id()));
      case Said.Poison _, Said.Forged _ -> world.queues.parked.contains(rec.sequence());
    };
  }

  /** Everything that reached the stream and could be read. */
  List<Deed> delivered(int user) {
    return deeds(user, _ -> true);
  }

  /** Those that came later than CloudTrail's allowance. */
  List<Deed> late(int user) {
    return deeds(user, onTime -> !onTime);
  }

  private List<Deed> deeds(int user, Predicate<Boolean> onTime) {
    List<Deed> deeds = new ArrayList<>();
    for (SimShard shard : world.stream.shards()) {
      for (Rec rec : shard.records) {
        if (rec.said() instanceof Said.Did(var deed, boolean inTime)
            && deed.user() == user
            && onTime.test(inTime)) {
          deeds.add(deed);
        }
      }
    }
    return deeds;
  }
}
