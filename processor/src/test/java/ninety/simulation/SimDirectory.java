package ninety.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.simulation.World.Port;
import ninety.sweep.Directory;
import ninety.sweep.Directory.Answer;
import ninety.user.Proof;

/** The directory, which knows at each time what was really done to its users. */
final class SimDirectory {

  /** What it said, for the naive model to know. */
  record Word(
      int user,
      Instant time,
      String id,
      boolean there,
      boolean enabled,
      Optional<Instant> created,
      Optional<String> name) {}

  private final World world;
  private final List<Deed> deeds;
  final List<Word> words = new ArrayList<>();

  SimDirectory(World world, List<Deed> deeds) {
    this.world = world;
    this.deeds = deeds;
  }

  Directory asked(Clock clock) {
    return user -> {
      Instant asked = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      return world.call(
          Port.DIRECTORY,
          () ->
              world.strikes(Trouble.DIRECTORY_SILENT, 12)
                  ? new Answer.Unverified("throttled")
                  : answer(Wire.number(user.id()), asked));
    };
  }

  private Answer answer(int user, Instant asked) {
    boolean there = true;
    boolean enabled = true;
    Optional<Instant> created = Optional.empty();
    Optional<String> name = Optional.of("user-" + user);
    boolean first = true;
    for (Deed deed : deeds) {
      if (deed.user() != user) {
        continue;
      }
      if (deed.time().isAfter(world.stage().now())) {
        there &= !(first && deed.what().creates());
        break;
      }
      first = false;
      name = deed.name().isPresent() ? deed.name() : name;
      if (deed.what().creates()) {
        there = true;
        created = Optional.of(deed.time());
      }
      if (deed.what() == Deed.What.DELETED) {
        there = false;
      }
      enabled = deed.what().enables() || (enabled && !deed.what().disables());
    }
    Word word =
        new Word(user, asked, "ask-%06d".formatted(words.size()), there, enabled, created, name);
    words.add(word);
    Proof proof =
        new Proof(
            asked, word.id(), "identitystore.amazonaws.com DescribeUser", Proof.Source.DIRECTORY);
    return there ? new Answer.Found(proof, name, enabled, created) : new Answer.Gone(proof);
  }
}
