package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Attestation;
import ninety.coverage.Attestations;
import ninety.coverage.Span;
import ninety.simulation.Ears.Silence;
import ninety.user.Author;

/** Says what was missed, and what was not, as one does with {@code ninety coverage}. */
final class Operator {

  /** No word is for longer. */
  private static final Duration LONGEST = Duration.ofDays(31);

  /**
   * What was said, for the naive model.
   *
   * @param at when, by the clock
   * @param step at which it was
   */
  record Word(
      String id, boolean complete, Silence time, Instant at, long step, boolean takenBack) {}

  private final World world;
  private final List<Word> words = new ArrayList<>();
  private int said;

  Operator(World world) {
    this.world = world;
  }

  List<Word> words() {
    return words;
  }

  /** What is said by now that nothing was missed in. */
  List<Silence> complete() {
    return words.stream().filter(it -> it.complete() && !it.takenBack()).map(Word::time).toList();
  }

  /** The same with what was taken back. */
  List<Silence> everComplete() {
    return words.stream().filter(Word::complete).map(Word::time).toList();
  }

  /** What was ever said to be missed. */
  List<Silence> everLost() {
    return words.stream().filter(it -> !it.complete()).map(Word::time).toList();
  }

  /** What is said by now that something was missed in. */
  List<Silence> lost() {
    return words.stream().filter(it -> !it.complete() && !it.takenBack()).map(Word::time).toList();
  }

  /** Some time that is missing, or a part of it; only where really nothing was missed. */
  void attest(int key) {
    if (world.heard.coverageFrom().isEmpty()) {
      return;
    }
    List<Silence> missing = new ArrayList<>(Ears.unheard(world));
    for (SimUndelivered.Waits one : world.undelivered().waiting()) {
      missing.add(new Silence(one.sent.minus(Duration.ofHours(24)), one.sent));
    }
    World.choose(missing, key)
        .map(it ->
            switch (key / 64 % 4) {
              case 0 -> new Silence(it.from(), middle(it));
              case 1 -> new Silence(it.from().minusSeconds(key % 3000), it.to());
              default -> it;
            })
        .filter(it -> !it.from().isBefore(world.heard.coverageFrom().orElseThrow()))
        .filter(this::nothingMissed)
        .ifPresent(it -> say(Attestation.What.COMPLETE, it));
  }

  private static Instant middle(Silence it) {
    return it.from().plus(Duration.between(it.from(), it.to()).dividedBy(2));
  }

  private boolean nothingMissed(Silence time) {
    return world.story().deeds().stream()
        .filter(it -> !it.time().isBefore(time.from()) && !it.time().isAfter(time.to()))
        .allMatch(it -> world.reached.delivered(it.user()).contains(it));
  }

  void recordLoss(Instant from, Instant to) {
    if (world.heard.coverageFrom().filter(it -> !from.isBefore(it)).isPresent()) {
      say(Attestation.What.LOST, new Silence(from, to));
    }
  }

  private void say(Attestation.What what, Silence time) {
    if (!time.from().isBefore(time.to())
        || time.to().isAfter(world.stage().now())
        || Duration.between(time.from(), time.to()).compareTo(LONGEST) > 0) {
      return;
    }
    boolean complete = what == Attestation.What.COMPLETE;
    Attestation wanted =
        new Attestation(
            "new",
            what,
            new Span(time.from(), time.to()),
            "reason " + said++,
            new Author("somebody", world.stage().now()),
            Optional.empty());
    boolean hidden = !complete && complete().stream().anyMatch(it -> overlap(it, time));
    boolean again = (complete ? complete() : lost()).contains(time);
    switch (world.table().attestations.read().add(wanted)) {
      case Attestations.Addition.Added(var one) -> {
        world.expect(
            !hidden && !again, () -> "%s is said of %s, against %s".formatted(what, time, words));
        world.table().attestations.add(one);
        words.add(
            new Word(one.id(), complete, time, world.stage().now(), world.stage().steps(), false));
        world.say("said: %s from %s to %s".formatted(what, time.from(), time.to()));
      }
      case Attestations.Addition.Needless _ ->
          world.expect(again, () -> "%s is needless".formatted(time));
      case Attestations.Addition.Contradicts _ ->
          world.expect(hidden, () -> "%s contradicts nothing of %s".formatted(time, words));
    }
  }

  private static boolean overlap(Silence one, Silence other) {
    return one.from().isBefore(other.to()) && other.from().isBefore(one.to());
  }

  void takeBack(int key) {
    World.choose(words.stream().filter(it -> !it.takenBack()).toList(), key)
        .ifPresent(word -> {
          Attestation.Revocation removal =
              new Attestation.Revocation(new Author("somebody", world.stage().now()), "a mistake");
          if (world.table().attestations.read().revoke(word.id(), removal)
              instanceof Attestations.Revoking.Revoked(var taken)) {
            world.table().attestations.revoke(taken);
            words.set(
                words.indexOf(word),
                new Word(word.id(), word.complete(), word.time(), word.at(), word.step(), true));
            world.say("taken back: " + word);
          } else {
            world.expect(false, () -> "%s cannot be taken back".formatted(word));
          }
        });
  }
}
