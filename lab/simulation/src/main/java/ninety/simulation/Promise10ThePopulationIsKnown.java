package ninety.simulation;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.finding.Notice;
import ninety.finding.Reported;
import ninety.sweep.Summary;

/**
 * Until an import was written to its end, and no longer, a finding says that the population is not
 * known; and an import that says so of itself made everybody known whom its list has.
 */
final class Promise10ThePopulationIsKnown implements Promise {

  /** The outbox of notices takes no more. */
  private static final int FULL = 20;

  private final World world;

  /** By the world's steps, when an import was written to its end first. */
  private Optional<Long> known = Optional.empty();

  private Optional<Long> knownThen = Optional.empty();
  private final Set<Integer> listed = new LinkedHashSet<>();
  private final Set<Integer> listedThen = new LinkedHashSet<>();
  private final Set<UUID> opened = new HashSet<>();
  private final Set<UUID> closed = new HashSet<>();
  private int restores;

  Promise10ThePopulationIsKnown(World world) {
    this.world = world;
  }

  @Override
  public void imported(Imports.Importing importing) {
    check(!importing.listed.isEmpty(), () -> "%s believes a list of nobody".formatted(importing));
    for (int user : importing.listed) {
      check(
          world.table().dossier(user).isPresent(),
          () -> "%s is at its end, and user %d is not known".formatted(importing, user));
    }
    listed.addAll(importing.listed);
    known = known.or(() -> Optional.of(world.stage().steps()));
  }

  @Override
  public void remembered() {
    knownThen = known;
    listedThen.clear();
    listedThen.addAll(listed);
  }

  @Override
  public void restored() {
    known = knownThen;
    listed.retainAll(listedThen);
    restores++;
  }

  @Override
  public void refused(SimQueues.Delivered delivered) {
    delivered(delivered);
  }

  @Override
  public void delivered(SimQueues.Delivered delivered) {
    switch (world.words().notice(delivered.body()).orElse(null)) {
      case Notice.PopulationUnknown it -> opened.add(it.findingUid());
      case Notice.PopulationKnown it -> {
        check(
            opened.contains(it.findingUid()),
            () -> "known, and never said not to be: %s".formatted(it));
        closed.add(it.findingUid());
      }
      case null, default -> {}
    }
    check(
        opened.size() <= 1 + restores,
        () -> "it is said %d times that the population is not known".formatted(opened.size()));
  }

  @Override
  public void swept(Sweeping sweep, Summary summary) {
    Reported reported = world.table().reported.read();
    if (!sweep.alone || reported.outbox().size() >= FULL) {
      return;
    }
    boolean open = reported.population().isPresent();
    check(
        open || known.isPresent(),
        () -> "%s ends, and nobody hears that the population is not known".formatted(sweep));
    check(
        !open || known.filter(it -> it < sweep.begun).isEmpty(),
        () -> "%s ends, and the population is known since %s".formatted(sweep, known));
  }

  @Override
  public void atRest() {
    for (int user : listed) {
      check(
          world.table().dossier(user).isPresent(),
          () -> "user %d was listed, and is not known".formatted(user));
    }
    check(opened.containsAll(closed), () -> "ends that never began: %s".formatted(closed));
    boolean open = world.table().reported.read().population().isPresent();
    check(
        open == known.isEmpty(),
        () ->
            "the population is known since %s, and that it is not is open: %s"
                .formatted(known, open));
    long left = opened.stream().filter(it -> !closed.contains(it)).count();
    check(
        restores > 0 || left == (open ? 1 : 0),
        () -> "of %s, %s are over".formatted(opened, closed));
  }
}
