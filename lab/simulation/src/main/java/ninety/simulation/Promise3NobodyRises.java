package ninety.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ninety.finding.Dossier;
import ninety.user.AccessHistory;
import ninety.user.Kind;
import ninety.user.Proof;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/**
 * A late fact never revives a deleted user; a newer creation or the directory does. Nor does an
 * answer revive anybody that was given before the user was disabled or deleted, whatever the clocks
 * say of that.
 */
final class Promise3NobodyRises implements Promise {

  private final World world;
  private final Map<String, Word> words = new HashMap<>();
  private int known;

  Promise3NobodyRises(World world) {
    this.world = world;
  }

  @Override
  public void stored(Dossier before, Dossier after, Optional<Sweeping> sweep) {
    UserRecord now = after.user();
    if (now.status() == Status.DELETED) {
      return;
    }
    rises(before.user(), now);
    // A clock that is wrong by hours dates an answer beyond everything.
    if (!world.config().has(Trouble.SWEEP_CLOCK_WRONG)) {
      undeleted(now);
      if (now.status() == Status.ENABLED) {
        enabled(now);
      }
    }
  }

  private void rises(UserRecord old, UserRecord now) {
    if (old.status() != Status.DELETED) {
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

  /** An event deleted the user, and neither a creation nor an answer came after it. */
  private void undeleted(UserRecord now) {
    if (now.deleted().isEmpty()) {
      return;
    }
    Instant gone = now.deleted().get().time();
    boolean created = now.created().filter(it -> it.proof().time().isAfter(gone)).isPresent();
    boolean found =
        now.listing()
            .flatMap(it -> word(it.proof()))
            .filter(it ->
                it.there() && !it.really().isBefore(world.directory().exactly(now.deleted().get())))
            .isPresent();
    check(
        created || found,
        () -> "deleted at %s, and there by an answer of before that: %s".formatted(gone, now));
  }

  /** Of the facts that are kept one must really be no older than each disabling by an event. */
  private void enabled(UserRecord now) {
    for (AccessHistory.Entry out : now.access().newest()) {
      if (out.word().listed() || out.word().enables()) {
        continue;
      }
      Instant since = world.directory().exactly(out.proof());
      boolean in =
          now.access().newest().stream()
              .filter(it -> it.word().enables())
              .anyMatch(it ->
                  it.word().listed()
                      ? !word(it.proof()).orElseThrow().really().isBefore(since)
                      : !it.proof().time().isBefore(out.proof().time()));
      check(
          in,
          () ->
              "disabled at %s, and enabled by an answer of before that: %s".formatted(since, now));
    }
  }

  private Optional<Word> word(Proof proof) {
    for (; known < world.directory().words.size(); known++) {
      words.put(world.directory().words.get(known).id(), world.directory().words.get(known));
    }
    return Optional.ofNullable(words.get(proof.eventId()));
  }
}
