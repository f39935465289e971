package ninety.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.finding.Dossier;
import ninety.simulation.Naive.Mark;
import ninety.user.Factors;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;
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
      int number = user;
      List<Deed> deeds = world.reached.delivered(user);
      Optional<Dossier> stored = world.table().dossier(user);
      boolean listed =
          stored.filter(it -> it.user().listing().isPresent()).isPresent() && deeds.isEmpty();
      check(
          stored.isPresent() == (listed || !deeds.isEmpty()),
          () -> "user %d is stored: %s, and has deeds: %s".formatted(number, stored, deeds));
      stored.ifPresent(dossier -> compare(number, dossier.user(), deeds));
    }
  }

  private void compare(int user, UserRecord record, List<Deed> deeds) {
    Naive naive = Verdict.naive(world, user, record);
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
    for (Factors factors : Factors.values()) {
      same(
          user,
          "last sign-in with " + factors,
          Optional.ofNullable(record.signIns().byFactors().get(factors)),
          naive.last(deed -> deed.what().saysCredentials() && Stored.factors(deed) == factors));
    }
    same(user, "first mailed code", record.signIns().firstEmailCode(), naive.firstMailedCode());
    same(user, "first use", record.signIns().firstUse(), naive.firstUse());
    same(
        user,
        "new password",
        record.passwordReset(),
        naive.last(deed -> deed.what() == Deed.What.NEW_PASSWORD));
    same(
        user,
        "mailed link",
        record.linkSent(),
        naive.last(deed -> deed.what() == Deed.What.LINK_SENT));
    same(user, "creation", record.created().map(Register::proof), naive.lastCreation());
    check(
        record
            .created()
            .map(it -> it.value())
            .equals(
                naive
                    .lastCreation()
                    .map(it ->
                        it.what().createsWithPassword()
                            ? Creation.WITH_PASSWORD
                            : it.what().invites() ? Creation.INVITED : Creation.WITHOUT_PASSWORD)),
        () -> "user %d was created otherwise than %s".formatted(user, naive.lastCreation()));
    access(user, record, naive);
    same(user, "doubt", record.doubted(), naive.last(deed -> deed.what().hides()));
    same(user, "deletion", record.deleted(), naive.last(deed -> deed.what() == Deed.What.DELETED));
    activity(
        user,
        record.lastActivity(),
        naive.last(deed -> deed.what().signsIn() || deed.what() == Deed.What.USED_PORTAL));
    naive
        .unmistakableUse(world.days(), world.config().granularity())
        .ifPresent(use -> same(user, "revoked use", record.portalUse(), Optional.of(use)));
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
        naive
            .firstSeen()
            .filter(first -> record.firstSeen().filter(it -> !it.time().isAfter(first)).isEmpty())
            .isEmpty(),
        () -> "user %d was seen before %s".formatted(user, record.firstSeen()));
    named(user, record, deeds);
  }

  /** The newest facts about the status, by deeds and by words that the directory really said. */
  private void access(int user, UserRecord record, Naive naive) {
    List<String> kept =
        record.access().newest().stream()
            .map(it -> it.proof().eventId() + " " + it.proof().time() + " " + it.word().enables())
            .toList();
    List<String> right =
        naive.access().stream()
            .map(it -> it.mark().id() + " " + it.time() + " " + it.enables())
            .toList();
    check(
        kept.equals(right),
        () -> "user %d has the access %s, and it was %s".formatted(user, kept, right));
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
    for (Word word : world.directory().words) {
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
  private static boolean kept(UserRecord record, Word word) {
    return Stream.of(record.name().map(Register::proof), record.listing().map(Register::proof))
        .flatMap(Optional::stream)
        .anyMatch(it -> it.eventId().equals(word.id()));
  }

  /** Somebody was called so then. */
  private record Called(Mark mark, String name) {}
}
