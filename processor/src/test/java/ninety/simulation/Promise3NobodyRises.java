package ninety.simulation;

import java.time.Instant;
import java.util.Optional;
import ninety.policy.Dossier;
import ninety.user.Kind;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/** A late fact never revives a deleted user; a newer creation or the directory does. */
final class Promise3NobodyRises implements Promise {

  @Override
  public void stored(Dossier before, Dossier after, Optional<World.Sweeping> sweep) {
    UserRecord old = before.user();
    UserRecord now = after.user();
    if (old.status() != Status.DELETED || now.status() == Status.DELETED) {
      return;
    }
    Instant gone = old.deletion().orElseThrow().time();
    boolean created = now.created().filter(it -> it.proof().time().isAfter(gone)).isPresent();
    boolean found =
        now.listing()
            .filter(it -> it.value().presence() != Kind.Presence.GONE)
            .filter(it -> it.proof().time().isAfter(gone))
            .isPresent();
    check(
        created || found, () -> "deleted at %s and back without a reason: %s".formatted(gone, now));
  }
}
