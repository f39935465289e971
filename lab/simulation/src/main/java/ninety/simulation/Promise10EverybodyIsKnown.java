package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.finding.Dossier;
import ninety.sweep.Count;
import ninety.sweep.Summary;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/**
 * The users are the directory's: where it is asked, its word is known in time, whatever events are
 * lost or hide. And where so many are gone that it must be another directory, nobody is.
 */
final class Promise10EverybodyIsKnown implements Promise {

  /** A deletion is doubted for so long. */
  private static final Duration DOUBTED = Duration.ofDays(30);

  private final World world;

  Promise10EverybodyIsKnown(World world) {
    this.world = world;
  }

  @Override
  public void stored(Dossier before, Dossier after, Optional<Sweeping> sweep) {
    boolean gone =
        before.user().status() != Status.DELETED
            && after
                .user()
                .listing()
                .filter(it -> it.value().presence() == Presence.GONE)
                .filter(
                    it -> sweep.filter(one -> one.gone.contains(it.proof().eventId())).isPresent())
                .isPresent();
    check(
        !gone || !tooMany(sweep.orElseThrow()),
        () ->
            "user %d is taken for gone, and so are %d of %d"
                .formatted(
                    Wire.number(after.user().id()),
                    sweep.orElseThrow().gone.size(),
                    sweep.orElseThrow().asked));
  }

  private static boolean tooMany(Sweeping sweep) {
    return sweep.gone.size() > 10 && sweep.gone.size() * 5 > sweep.asked;
  }

  @Override
  public void swept(Sweeping sweep, Summary summary) {
    check(
        summary.count(Count.GONE_IN_DOUBT) > 0 == tooMany(sweep),
        () ->
            "%d of %d are gone, and in doubt are %d"
                .formatted(sweep.gone.size(), sweep.asked, summary.count(Count.GONE_IN_DOUBT)));
  }

  @Override
  public void weeksLater() {
    for (int user : world.story().users().toArray()) {
      int number = user;
      world.table().dossier(user).ifPresent(dossier -> compare(number, dossier));
    }
  }

  private void compare(int user, Dossier dossier) {
    UserRecord record = dossier.user();
    SimDirectory.Truth truth = world.directory().truth(user);
    check(!record.inDoubt(), () -> "user %d is still in doubt: %s".formatted(user, record));
    boolean right =
        switch (record.status()) {
          // Nobody asks about somebody who seems to be there and is not accused.
          case ENABLED -> (truth.there() && truth.enabled()) || !asked(record);
          case DISABLED -> truth.there() && !truth.enabled();
          case DELETED -> !truth.there() || isOld(record);
        };
    check(
        right,
        () ->
            "user %d is really %s, and is known as %s: words %s, deeds %s"
                .formatted(
                    user,
                    truth,
                    record.status(),
                    world.directory().wordsOn(user),
                    world.directory().doneTo(user)));
  }

  /** Whether a doubt made somebody ask, after all that was ever done to the user. */
  private boolean asked(UserRecord record) {
    int user = Wire.number(record.id());
    Optional<Proof> doubt = record.doubted();
    return doubt.isPresent()
        && world.directory().doneTo(user).stream()
            .filter(it -> it.what().ofLifecycle())
            .reduce((_, second) -> second)
            .filter(last -> last.id().equals(doubt.get().eventId()))
            .isPresent();
  }

  /** Whether it was not doubted any more before these weeks began, or not for all of them. */
  private boolean isOld(UserRecord record) {
    Instant since = record.deletion().map(Proof::time).orElse(Instant.MIN);
    return since.plus(DOUBTED).isBefore(world.weeksFrom().plus(Duration.ofDays(9)));
  }
}
