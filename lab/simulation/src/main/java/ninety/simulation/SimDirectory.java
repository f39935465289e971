package ninety.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.user.Directory;
import ninety.user.DirectoryWord;
import ninety.user.Proof;
import ninety.user.UserRecord;

/** The directory, which knows at each time what was really done to its users. */
final class SimDirectory {

  /** What is really so. */
  record Truth(boolean there, boolean enabled, Optional<Instant> created, Optional<String> name) {}

  private final World world;
  private final Map<Integer, List<Deed>> deeds = new HashMap<>();
  private final Map<String, Instant> exactly = new HashMap<>();
  final List<Word> words = new ArrayList<>();

  /** Whether another one is asked, which has nobody. */
  boolean wrong;

  SimDirectory(World world, List<Deed> deeds) {
    this.world = world;
    for (Deed deed : deeds) {
      of(deed.user()).add(deed);
    }
  }

  private List<Deed> of(int user) {
    return deeds.computeIfAbsent(user, _ -> new ArrayList<>());
  }

  /** Something is done to a user that was not in the story. */
  void done(Deed deed) {
    List<Deed> life = of(deed.user());
    int at = life.size();
    while (at > 0 && life.get(at - 1).time().isAfter(deed.time())) {
      at--;
    }
    life.add(at, deed);
    exactly.put(deed.id(), world.stage().now());
  }

  /** When it really was, which its record says in whole seconds. */
  Instant exactly(Proof proof) {
    return exactly.getOrDefault(proof.eventId(), proof.time());
  }

  /** All that was done to the user and by the user until now, whether anybody knows or not. */
  List<Deed> doneTo(int user) {
    return of(user).stream().filter(it -> !it.time().isAfter(world.stage().now())).toList();
  }

  List<Word> wordsOn(int user) {
    return words.stream().filter(it -> it.user() == user).toList();
  }

  Directory asked(Clock clock, Sweeping sweep) {
    return user -> {
      Instant asked =
          clock.instant().plus(world.mutant().directoryAhead()).truncatedTo(ChronoUnit.MILLIS);
      return world.calls.call(
          Port.DIRECTORY,
          () -> {
            boolean known = isDeleted(user);
            sweep.asked += known ? 0 : 1;
            if (world.calls.strikes(Trouble.DIRECTORY_SILENT, 12)) {
              return new DirectoryWord.Unavailable(DirectoryWord.Reason.THROTTLED);
            }
            Word word = word(Wire.number(user.id()), asked, "ask-%06d".formatted(words.size()));
            words.add(word);
            if (!word.there() && !known) {
              sweep.gone.add(word.id());
            }
            return answer(word);
          });
    };
  }

  private static boolean isDeleted(UserRecord user) {
    return user.status() == UserRecord.Status.DELETED;
  }

  /** What it says of a user now to whoever asked then. */
  Word word(int user, Instant asked, String id) {
    Instant now = world.stage().now();
    if (wrong) {
      return new Word(
          user, asked, now, id, false, false, false, Optional.empty(), Optional.empty());
    }
    Truth truth = truth(user);
    return new Word(
        user, asked, now, id, truth.there(), truth.enabled(), true, truth.created(), truth.name());
  }

  private static DirectoryWord answer(Word word) {
    Proof proof =
        new Proof(
            word.time(),
            word.id(),
            "identitystore.amazonaws.com DescribeUser",
            Proof.Source.DIRECTORY);
    return word.there()
        ? DirectoryWord.found(proof, word.name(), word.enabled(), word.created())
        : DirectoryWord.gone(proof);
  }

  Truth truth(int user) {
    Optional<Instant> quiet = world.story.quiet(user);
    if (quiet.isPresent()) {
      return new Truth(
          !quiet.get().isAfter(world.stage().now()), true, quiet, Optional.of("user-" + user));
    }
    boolean there = true;
    boolean enabled = true;
    Optional<Instant> created = Optional.empty();
    Optional<String> name = Optional.of("user-" + user);
    boolean first = true;
    for (Deed deed : of(user)) {
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
      enabled =
          deed.what().enables()
              || deed.what() == Deed.What.PATCHED_ON
              || (enabled && !deed.what().disables() && deed.what() != Deed.What.PATCHED_OFF);
    }
    return new Truth(there, enabled, created, name);
  }
}
