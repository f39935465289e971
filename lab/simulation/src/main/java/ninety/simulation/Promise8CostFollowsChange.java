package ninety.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.finding.Dossier;
import ninety.finding.Due;
import ninety.user.Proof;
import ninety.user.UserId;
import ninety.user.UserRecord;

/**
 * No write that changes nothing, none for less activity than the granularity, and a sweep looks at
 * nobody who was not due.
 */
final class Promise8CostFollowsChange implements Promise {

  private final World world;
  private final Map<UserId, List<Since>> dues = new HashMap<>();

  /** From which step on somebody was due, or not. */
  private record Since(long step, Due due) {}

  Promise8CostFollowsChange(World world) {
    this.world = world;
  }

  @Override
  public void stored(Dossier before, Dossier after, Optional<Sweeping> sweep) {
    dues.computeIfAbsent(after.user().id(), _ -> new ArrayList<>())
        .add(new Since(world.stage().steps(), after.due()));
    check(
        !after.withVersion(before.version()).equals(before),
        () -> "a write that changes nothing: %s".formatted(after.user().id()));
    if (sweep.isPresent() || !before.stored()) {
      return;
    }
    UserRecord old = before.user();
    UserRecord now = after.user();
    check(!old.equals(now), () -> "a worker writes what it did not learn");
    boolean activityAlone =
        now.withPortalUse(old.portalUse()).withName(old.name()).equals(old)
            && now.name().map(it -> it.value()).equals(old.name().map(it -> it.value()))
            && !mayBeOfRevokedAccess(old);
    if (activityAlone) {
      Duration granularity = world.config().granularity();
      boolean far =
          (granularity.isZero() && !old.portalUse().equals(now.portalUse()))
              || far(old.lastActivity(), now.lastActivity(), granularity)
              || far(
                  old.name().map(it -> it.proof()), now.name().map(it -> it.proof()), granularity);
      check(
          far,
          () ->
              "a write for a move of the last activity from %s to %s"
                  .formatted(old.lastActivity(), now.lastActivity()));
    }
  }

  /** Whoever was due then is so again. */
  @Override
  public void restored() {
    for (Dossier dossier : world.table().memory.all()) {
      dues.computeIfAbsent(dossier.user().id(), _ -> new ArrayList<>())
          .add(new Since(world.stage().steps(), dossier.due()));
    }
  }

  /** Each use after a change of the status is written. */
  private static boolean mayBeOfRevokedAccess(UserRecord user) {
    return user.status() != UserRecord.Status.ENABLED
        || user.inDoubt()
        || user.access().newest().stream()
            .anyMatch(it ->
                user.lastActivity()
                    .filter(last -> it.proof().time().isBefore(last.time()))
                    .isEmpty());
  }

  private static boolean far(Optional<Proof> from, Optional<Proof> to, Duration granularity) {
    return !from.equals(to)
        && (from.isEmpty()
            || Duration.between(from.get().time(), to.orElseThrow().time()).compareTo(granularity)
                >= 0);
  }

  @Override
  public void looked(Sweeping sweep, Optional<Dossier> dossier) {
    if (dossier.isEmpty()) {
      return;
    }
    List<Since> known = dues.getOrDefault(dossier.get().user().id(), List.of());
    // Whoever was due when the index was asked, or a moment before that.
    long from = sweep.begun - 100;
    for (int i = known.size() - 1; i >= 0; i--) {
      if (known.get(i).due().by(sweep.now)) {
        return;
      }
      if (known.get(i).step() < from) {
        break;
      }
    }
    check(
        false,
        () ->
            "%s looks at user %d, who is not due: %s"
                .formatted(sweep, Wire.number(dossier.get().user().id()), known));
  }
}
