package ninety.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.reconcile.Limits;
import ninety.reconcile.Plan;
import ninety.reconcile.Reconciler;
import ninety.simulation.Stage.Machine;
import ninety.user.IdentityStoreId;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Roster;
import ninety.user.UserId;

/** The imports that begin: of the whole list, page by page, while users go on. */
final class Imports {

  private static final int PAGE = 2;

  private final World world;
  private final List<Importing> importings = new ArrayList<>();
  private int lists;

  /** An import under way, with what the checkers know of it. */
  static final class Importing {
    final Machine machine;

    /** Whom its list had. */
    final List<Integer> listed = new ArrayList<>();

    Importing(Machine machine) {
      this.machine = machine;
    }

    @Override
    public String toString() {
      return machine.name;
    }
  }

  Imports(World world) {
    this.world = world;
  }

  void begin(Duration ahead) {
    Machine machine = new Machine("import-" + world.machines++);
    machine.ahead = ahead;
    Importing one = new Importing(machine);
    importings.add(one);
    world.say(one + ": begins, clock ahead by " + ahead);
    Reconciler reconciler =
        new Reconciler(
            world.mutant.importing(world.table.allDossiers()),
            world.mutant.imports(world.table.reconciliations(Optional.of(one))),
            world.table.directoryChanges,
            64,
            SameThread::new);
    world.stage.start(
        machine,
        "import",
        () -> {
          try {
            Plan plan = reconciler.compare(_ -> list(one), Limits.DEFAULT, _ -> {});
            if (plan.objections().isEmpty()) {
              world.say(one + ": " + reconciler.write(plan, _ -> {}));
            } else {
              reconciler.refuse(plan);
              world.say(one + ": refused, " + plan.objections());
            }
          } catch (software.amazon.awssdk.core.exception.SdkException failed) {
            world.say(one + ": fails for " + failed.getMessage());
          }
        });
  }

  /** Kills those under way. */
  void stop() {
    importings.forEach(it -> world.stage.kill(it.machine));
  }

  private Roster list(Importing one) {
    Clock clock = new MachineClock(world.stage, one.machine);
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Roster.Entries entries = new Roster.Entries();
    String list = "list-%04d".formatted(lists++);
    int[] all = world.story.users().toArray();
    for (int from = 0; from < all.length; from += PAGE) {
      int[] page =
          IntStream.range(from, Math.min(all.length, from + PAGE)).map(i -> all[i]).toArray();
      for (Word word :
          world.calls.call(
              Port.DIRECTORY,
              () -> {
                if (world.calls.strikes(Trouble.DIRECTORY_SILENT, 12)) {
                  throw Calls.noAnswer();
                }
                return page(list, at, page);
              })) {
        world.directory.words.add(word);
        if (word.there()) {
          one.listed.add(word.user());
          entries.add(entry(word));
        }
      }
    }
    return new Roster(
        new IdentityStoreId(CloudTrailRecords.STORE), at, true, proof(at, list), entries.all());
  }

  /** Who is not there has the id of the list, as the product has it. */
  private List<Word> page(String list, Instant at, int[] users) {
    return IntStream.of(users)
        .mapToObj(user -> {
          Word word = world.directory.word(user, at, list + "-" + user);
          return word.there() ? word : world.directory.word(user, at, list);
        })
        .toList();
  }

  private static Roster.Entry entry(Word word) {
    UserId id = Wire.user(word.user());
    return new Roster.Entry(
        id,
        word.name(),
        word.enabled() ? Presence.ENABLED : Presence.DISABLED,
        word.created(),
        Optional.empty(),
        Optional.empty(),
        proof(word.time(), word.id()));
  }

  private static Proof proof(Instant at, String id) {
    return new Proof(at, id, "identitystore.amazonaws.com ListUsers", Proof.Source.DIRECTORY);
  }
}
