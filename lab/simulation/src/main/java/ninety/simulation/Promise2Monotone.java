package ninety.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.finding.Dossier;
import ninety.user.AccessHistory;
import ninety.user.Factors;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;

/** No time in a record moves backwards, and none is from the future. */
final class Promise2Monotone implements Promise {

  private final World world;

  Promise2Monotone(World world) {
    this.world = world;
  }

  @Override
  public void stored(Dossier before, Dossier after, Optional<Sweeping> sweep) {
    Optional<AccessHistory.Entry> access = before.user().access().latest();
    check(
        access.isEmpty()
            || after
                .user()
                .access()
                .latest()
                .filter(it -> it.compareTo(access.get()) >= 0)
                .isPresent(),
        () -> "the status moved backwards, from %s to %s".formatted(access, after.user().access()));
    Optional<Instant> code = before.user().signIns().firstEmailCode().map(Proof::time);
    check(
        code.isEmpty()
            || after
                .user()
                .signIns()
                .firstEmailCode()
                .filter(it -> !it.time().isAfter(code.get()))
                .isPresent(),
        () -> "the first mailed code moved from %s".formatted(code));
    List<Optional<Proof>> old = times(before.user());
    List<Optional<Proof>> now = times(after.user());
    Instant latest = world.stage().now().plus(World.TOLERANCE).plus(World.TOLERANCE);
    for (int i = 0; i < old.size(); i++) {
      Optional<Proof> one = old.get(i);
      Optional<Proof> other = now.get(i);
      check(
          one.filter(it -> other.filter(then -> !then.time().isBefore(it.time())).isEmpty())
              .isEmpty(),
          () -> "a time moved backwards, from %s to %s".formatted(one, other));
      // What the directory says is dated by the clock of whoever asked.
      check(
          other
              .filter(it -> it.source() == Proof.Source.CLOUDTRAIL && it.time().isAfter(latest))
              .isEmpty(),
          () -> "a time from the future: %s".formatted(other));
    }
  }

  private static List<Optional<Proof>> times(UserRecord user) {
    List<Optional<Proof>> times = new ArrayList<>();
    times.add(user.name().map(Register::proof));
    times.add(user.lastAuthenticated());
    times.add(user.credentials().map(Register::proof));
    for (Factors factors : Factors.values()) {
      times.add(Optional.ofNullable(user.signIns().byFactors().get(factors)));
    }
    times.add(user.portalUse());
    times.add(user.passwordReset());
    times.add(user.linkSent());
    times.add(user.doubted());
    times.add(user.created().map(Register::proof));
    times.add(user.deleted());
    times.add(user.listing().map(Register::proof));
    return times;
  }
}
