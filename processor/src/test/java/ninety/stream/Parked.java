package ninety.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import ninety.ingest.DeadLetter;
import ninety.ingest.DeadLetters;

/** A dead-letter queue in memory, which can be told how its next calls go. */
final class Parked implements DeadLetters {

  private final List<DeadLetter> letters = new ArrayList<>();
  private final Deque<Supplier<Boolean>> plan = new ArrayDeque<>();

  /** What the next unplanned-for call does: true takes all, false takes none, or it throws. */
  synchronized void next(Supplier<Boolean> takes) {
    plan.add(takes);
  }

  @Override
  public synchronized List<DeadLetter> park(List<DeadLetter> some) {
    boolean takes = Optional.ofNullable(plan.poll()).map(Supplier::get).orElse(true);
    if (!takes) {
      return some;
    }
    letters.addAll(some);
    return List.of();
  }

  synchronized List<DeadLetter> letters() {
    return List.copyOf(letters);
  }

  synchronized List<String> reasons() {
    return letters.stream().map(DeadLetter::reason).toList();
  }

  synchronized Set<Place> places() {
    Set<Place> places = new TreeSet<>();
    letters.forEach(letter ->
        places.add(Place.of(letter.envelope().sequence(), letter.envelope().subSequence())));
    return places;
  }
}
