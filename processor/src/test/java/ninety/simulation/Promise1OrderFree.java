package ninety.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.policy.Dossier;
import ninety.simulation.Naive.Mark;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Access;
import ninety.user.UserRecord.Creation;

/** A user record is a function of the set of facts: at rest it is what a fold over them says. */
final class Promise1OrderFree implements Promise {

  private final World world;

  Promise1OrderFree(World world) {
    this.world = world;
  }

  @Override
  public void atRest() {
    for (int user = 0; user < world.config().users(); user++) {
      List<Deed> deeds = world.delivered(user);
      Optional<Dossier> stored = world.table().dossier(user);
      int number = user;
      check(
          stored.isPresent() == !deeds.isEmpty(),
          () -> "user %d is stored: %s, and has deeds: %s".formatted(number, stored, deeds));
      stored.ifPresent(dossier -> compare(number, dossier.user(), deeds));
    }
  }

  private void compare(int user, UserRecord record, List<Deed> deeds) {
    Naive naive =
        new Naive(deeds, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    same(user, "last sign-in", record.lastAuthenticated(), naive.lastSignIn());
    same(
        user,
        "last sign-in with credentials",
        record.credentials().map(Register::proof),
        naive.lastWithCredentials());
    check(
        record
            .credentials()
            .map(it -> it.value().toString())
            .equals(naive.lastWithCredentials().map(Deed::credentials)),
        () -> "user %d has other credentials than %s".formatted(user, naive.lastWithCredentials()));
    same(
        user,
        "last without a second factor",
        record.withoutSecondFactor(),
        naive.last(deed ->
            deed.what() == Deed.What.SIGNED_IN
                && !Naive.secondFactor(deed.credentials())
                && !deed.credentials().equals("EXTERNAL_IDP")));
    same(
        user,
        "new password",
        record.passwordReset(),
        naive.last(deed -> deed.what() == Deed.What.NEW_PASSWORD));
    same(user, "creation", record.created().map(Register::proof), naive.lastCreation());
    check(
        record
            .created()
            .map(it -> it.value() == Creation.WITH_PASSWORD)
            .equals(naive.lastCreation().map(it -> it.what() == Deed.What.CREATED_WITH_PASSWORD)),
        () -> "user %d was created otherwise than %s".formatted(user, naive.lastCreation()));
    access(user, record.access(), naive.lastAccess());
    same(user, "deletion", record.deleted(), naive.last(deed -> deed.what() == Deed.What.DELETED));
    activity(user, record.lastActivity(), naive.lastActivity());
    check(
        record
            .listing()
            .map(it -> Mark.of(it.proof()))
            .filter(it ->
                world.directory().words.stream()
                    .noneMatch(word -> word.user() == user && word.id().equals(it.id())))
            .isEmpty(),
        () -> "user %d has a word that the directory never said: %s".formatted(user, record));
    check(
        record
            .firstSeen()
            .filter(it -> !it.time().isAfter(naive.firstSeen().orElseThrow()))
            .isPresent(),
        () -> "user %d was seen before %s".formatted(user, record.firstSeen()));
    named(user, record, deeds);
  }

  /** By the latest deed; or by a word of the directory that is no older, and says enabled. */
  private void access(int user, Optional<Register<Access>> kept, Optional<Deed> deed) {
    boolean byWord =
        kept.filter(it ->
                world.directory().words.stream()
                    .anyMatch(word ->
                        word.user() == user
                            && word.id().equals(it.proof().eventId())
                            && word.there()
                            && word.enabled()))
            .isPresent();
    if (byWord) {
      check(
          kept.orElseThrow().value() == Access.ENABLED
              && deed.filter(it -> it.time().isAfter(kept.get().proof().time())).isEmpty(),
          () -> "user %d has the access %s in spite of %s".formatted(user, kept, deed));
      return;
    }
    same(user, "access", kept.map(Register::proof), deed);
    check(
        kept.map(it -> it.value() == Access.ENABLED).equals(deed.map(it -> it.what().enables())),
        () -> "user %d has other access than %s".formatted(user, deed));
  }

  private void same(int user, String what, Optional<Proof> kept, Optional<Deed> deed) {
    check(
        kept.map(Mark::of).equals(deed.map(Mark::of)),
        () -> "user %d, %s: stored %s, and it was %s".formatted(user, what, kept, deed));
  }

  /** Never later than the truth, and earlier by less than the granularity. */
  private void activity(int user, Optional<Proof> kept, Optional<Deed> deed) {
    boolean near =
        kept.isPresent() == deed.isPresent()
            && kept.filter(
                        it -> {
                          Duration early = Duration.between(it.time(), deed.orElseThrow().time());
                          return Mark.of(it).equals(Mark.of(deed.get()))
                              || (!early.isNegative()
                                  && early.compareTo(world.config().granularity()) < 0);
                        })
                    .isPresent()
                == kept.isPresent();
    check(
        near, () -> "user %d, last activity: stored %s, and it was %s".formatted(user, kept, deed));
  }

  /**
   * The latest name, of an event or of the directory; of names that follow one another within the
   * granularity it may be an earlier one, for a move of its proof alone is not written either.
   */
  private void named(int user, UserRecord record, List<Deed> deeds) {
    List<Called> called = new ArrayList<>();
    for (Deed deed : deeds) {
      deed.name().ifPresent(name -> called.add(new Called(Mark.of(deed), name)));
    }
    for (SimDirectory.Word word : world.directory().words) {
      if (word.user() == user && word.there() && kept(record, word)) {
        word.name()
            .ifPresent(name -> called.add(new Called(new Mark(word.time(), word.id()), name)));
      }
    }
    Optional<Called> last = called.stream().max(Comparator.comparing(Called::mark));
    boolean right =
        called.stream()
            .filter(it ->
                it.equals(last.orElseThrow())
                    || Duration.between(it.mark().time(), last.get().mark().time())
                            .compareTo(world.config().granularity())
                        < 0)
            .anyMatch(
                it -> record.name().filter(kept -> kept.value().equals(it.name())).isPresent());
    check(
        right || (called.isEmpty() && record.name().isEmpty()),
        () -> "user %d has the name %s and not that of %s".formatted(user, record.name(), last));
  }

  /** Whether a word of the directory was kept and not lost with the sweep that had asked. */
  private static boolean kept(UserRecord record, SimDirectory.Word word) {
    return Stream.of(record.name().map(Register::proof), record.listing().map(Register::proof))
        .flatMap(Optional::stream)
        .anyMatch(it -> it.eventId().equals(word.id()));
  }

  /** Somebody was called so then. */
  private record Called(Mark mark, String name) {}
}
