package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SplittableRandom;
import ninety.simulation.SimQueues.Delivered;
import ninety.simulation.Stage.Machine;

/** Disables or deletes whoever is accused, within seconds, as some who get the alerts do. */
final class Responder {

  private final World world;
  private final SplittableRandom random;
  private int deeds;

  Responder(World world, SplittableRandom random) {
    this.world = world;
    this.random = random;
  }

  void hears(Delivered alert) {
    String[] words = alert.body().split("\\|", -1);
    boolean accuses = words[0].equals("breach") || words[0].equals("escalated");
    if (!world.config().has(Trouble.RESPONDER)
        || world.calm()
        || !accuses
        || random.nextInt(3) != 0) {
      return;
    }
    int user = Wire.number(new ninety.user.UserId(words[3]));
    Duration afterwards = Duration.ofMillis(random.nextInt(4_000));
    Duration travel = Duration.ofMillis(200L + random.nextInt(60_000));
    Deed.What what =
        switch (random.nextInt(4)) {
          case 0 -> Deed.What.DELETED;
          case 1 -> Deed.What.DISABLED_BY_SCIM;
          default -> Deed.What.DISABLED;
        };
    int key = random.nextInt(1 << 20);
    String id = "%08x-0000-4000-9000-%012x".formatted(random.nextInt(), deeds++);
    world
        .stage()
        .start(
            new Machine("responder"),
            "responder",
            () -> {
              world.stage().sleep(afterwards);
              // CloudTrail's times are whole seconds.
              Instant time = world.stage().now().truncatedTo(ChronoUnit.SECONDS);
              Deed deed = new Deed(user, what, time, id, "", Optional.empty());
              world.say("responder: " + deed);
              world.directory().done(deed);
              world.stage().sleep(travel);
              world.stream().put(world.stage().now(), new Said.Did(deed, true), key);
            });
  }
}
