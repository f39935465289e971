package ninety.redrive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import ninety.finding.UnreadAlerts;
import ninety.finding.UnreadAlerts.Move;
import ninety.finding.UnreadAlerts.State;
import org.junit.jupiter.api.Test;

/** Unread alerts are moved by SQS; the command starts that, or waits for what is under way. */
final class MovingTest {

  private final Unread unread = new Unread();
  private final List<Long> progress = new ArrayList<>();

  @Test
  void all_are_moved_and_it_is_waited_for() {
    unread
        .then(Optional.empty())
        .then(Optional.empty()) // not listed yet
        .then(Optional.of(move(State.RUNNING, 10, 3)))
        .then(Optional.of(move(State.RUNNING, 10, 7)))
        .then(Optional.of(move(State.COMPLETED, 10, 9)));

    assertEquals(Optional.of(move(State.COMPLETED, 10, 9)), run());

    assertEquals(1, unread.starts);
    assertEquals(Optional.of(50), unread.perSecond);
    assertEquals(List.of(3L, 7L), progress);
  }

  @Test
  void an_empty_queue_is_not_moved() {
    unread.size = 0;
    unread.then(Optional.of(move(State.COMPLETED, 5, 4)));

    assertEquals(Optional.empty(), run());

    assertEquals(0, unread.starts);
  }

  @Test
  void a_move_of_before_is_not_taken_for_this_one() {
    unread
        .then(Optional.of(move(State.COMPLETED, 5, 4)))
        .then(Optional.of(move(State.COMPLETED, 5, 4)))
        .then(Optional.of(move(State.COMPLETED, 10, 2)));

    assertEquals(Optional.of(move(State.COMPLETED, 10, 2)), run());
    assertEquals(1, unread.starts);
  }

  @Test
  void a_move_that_is_under_way_is_waited_for_and_none_is_started() {
    unread
        .then(Optional.of(move(State.RUNNING, 5, 4)))
        .then(Optional.of(move(State.RUNNING, 5, 6)))
        .then(Optional.of(move(State.COMPLETED, 5, 8)));

    assertEquals(Optional.of(move(State.COMPLETED, 5, 8)), run());
    assertEquals(0, unread.starts);
  }

  @Test
  void how_it_ended_is_said() {
    Move failed =
        new Move(
            State.FAILED,
            Instant.ofEpochSecond(10),
            2,
            Optional.of(9L),
            Optional.of("CouldNotDetermineMessageSource"));
    unread.then(Optional.empty()).then(Optional.of(failed));

    assertEquals(Optional.of(failed), run());
  }

  @Test
  void a_move_that_is_never_listed_goes_on_unseen() {
    unread.then(Optional.empty());

    assertEquals(State.RUNNING, run().orElseThrow().state());
    assertEquals(1, unread.starts);
  }

  private Optional<Move> run() {
    return new Moving(unread, _ -> {}).run(Optional.of(50), progress::add);
  }

  private static Move move(State state, long started, long moved) {
    return new Move(
        state, Instant.ofEpochSecond(started), moved, Optional.empty(), Optional.empty());
  }

  /** The last answer stays. */
  private static final class Unread implements UnreadAlerts {
    private final Deque<Optional<Move>> answers = new ArrayDeque<>();
    private long size = 9;
    private int starts;
    private Optional<Integer> perSecond = Optional.empty();

    Unread then(Optional<Move> answer) {
      answers.add(answer);
      return this;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public Optional<Move> latest() {
      return answers.size() > 1 ? answers.remove() : answers.getFirst();
    }

    @Override
    public void start(Optional<Integer> rate) {
      starts++;
      perSecond = rate;
    }
  }
}
