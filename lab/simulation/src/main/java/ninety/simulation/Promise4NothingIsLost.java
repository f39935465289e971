package ninety.simulation;

import ninety.simulation.SimStream.Rec;
import ninety.simulation.SimStream.SimShard;

/**
 * A checkpoint never passes a record that is neither persisted, nor ignored, nor parked; and at
 * rest each record is one of these.
 */
final class Promise4NothingIsLost implements Promise {

  private final World world;

  Promise4NothingIsLost(World world) {
    this.world = world;
  }

  @Override
  public void checkpointed(SimShard shard, long upTo) {
    check(
        upTo != SimStream.END || shard.closed,
        () -> "a checkpoint at the end of %s, which is open".formatted(shard));
    for (int i = shard.settled; i < shard.records.size(); i++) {
      Rec rec = shard.records.get(i);
      if (rec.sequence() > upTo) {
        return;
      }
      check(
          world.reached.settled(rec),
          () -> "a checkpoint at %d of %s passes %s".formatted(upTo, shard, rec.said()));
    }
  }

  @Override
  public void atRest() {
    for (SimShard shard : world.stream().shards()) {
      for (Rec rec : shard.records) {
        check(world.reached.settled(rec), () -> "%s is lost".formatted(rec.said()));
      }
    }
  }
}
