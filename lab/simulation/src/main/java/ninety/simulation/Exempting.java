package ninety.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.exemption.Exemption;
import ninety.user.Author;

/** Exemptions as they are granted and taken back, for the naive model. */
final class Exempting {

  private final World world;
  private final List<Granted> granted = new ArrayList<>();
  private int exemptions;

  Exempting(World world) {
    this.world = world;
  }

  List<Granted> granted() {
    return granted;
  }

  void exempt(int user, boolean byName, Instant until) {
    String id = "exemption-" + exemptions++;
    Exemption exemption =
        new Exemption(
            id,
            byName
                ? new Exemption.Who.ByName(Story.SERVICE_NAMES)
                : new Exemption.Who.ById(Wire.user(user)),
            "owner",
            "reason",
            until,
            new Author("somebody", world.stage.now()),
            Optional.of(new Exemption.Covered(1, world.config.users())),
            Optional.empty());
    world.table.exemptions.add(exemption);
    granted.add(new Granted(id, user, byName, world.stage.now(), until, false));
    world.say("exempt: " + (byName ? Story.SERVICE_NAMES : "user " + user) + " until " + until);
  }

  void removeExemption(int key) {
    World.choose(granted.stream().filter(it -> !it.removed()).toList(), key)
        .ifPresent(one -> {
          Exemption stored = world.table.exemptions.read().byId(one.id()).orElseThrow();
          world.table.exemptions.remove(
              stored.remove(new Author("somebody", world.stage.now()), "over"));
          granted.set(
              granted.indexOf(one),
              new Granted(one.id(), one.user(), one.byName(), one.at(), one.until(), true));
          world.say("no longer exempt: " + one.id());
        });
  }

  /** What is known of what is stored is what was stored then. */
  void restored(List<Granted> then) {
    granted.clear();
    granted.addAll(then);
  }
}
