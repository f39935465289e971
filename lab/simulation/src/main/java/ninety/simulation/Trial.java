package ninety.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * One seed put to the test. Where a promise is broken, the story is made shorter as long as the
 * same promise stays broken: troubles are taken out of it, then happenings.
 */
final class Trial {

  /** Worlds that are lived to shorten one story. */
  private static final int MOST_WORLDS = 600;

  private final Story whole;
  private final Mutant mutant;

  Trial(long seed, Mutant mutant) {
    this.whole = Story.of(seed);
    this.mutant = mutant;
  }

  /** How a promise was broken; empty where all were kept. */
  Optional<Promise.Broken> outcome() {
    return outcome(whole);
  }

  private Optional<Promise.Broken> outcome(Story story) {
    try {
      World.live(story, mutant, World.UNRECORDED);
      return Optional.empty();
    } catch (Promise.Broken broken) {
      return Optional.of(broken);
    }
  }

  /** What happened, line by line. */
  static List<String> history(Story story, Mutant mutant) {
    List<String> history = new ArrayList<>();
    try {
      World.live(story, mutant, history::add);
    } catch (Promise.Broken broken) {
      // Its last line says so.
    }
    return history;
  }

  /** A shorter story in which the same promise is broken. */
  Story shortened(Promise.Broken broken) {
    Story story = whole;
    int worlds = 0;
    for (Trouble trouble : Trouble.values()) {
      if (story.config().has(trouble)) {
        Story without = story.with(story.config().without(EnumSet.of(trouble)));
        story = breaks(without, broken) ? without : story;
        worlds++;
      }
    }
    for (int size = story.happenings().size() / 2; size > 0; size /= 2) {
      for (int from = 0; from < story.happenings().size() && worlds < MOST_WORLDS; ) {
        List<Happening> left = new ArrayList<>(story.happenings());
        left.subList(from, Math.min(left.size(), from + size)).clear();
        Story without = story.with(List.copyOf(left));
        worlds++;
        if (breaks(without, broken)) {
          story = without;
        } else {
          from += size;
        }
      }
    }
    return story;
  }

  private boolean breaks(Story story, Promise.Broken broken) {
    try {
      return outcome(story).filter(it -> it.promise.equals(broken.promise)).isPresent();
    } catch (IllegalStateException impossible) {
      return false; // A world without a worker, for one.
    }
  }
}
