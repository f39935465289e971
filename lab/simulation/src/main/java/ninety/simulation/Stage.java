package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs actors one at a time, in the order that the seed says, in a time that passes only where
 * nobody has anything to do. An actor gives way at each of its steps; it runs on a thread of its
 * own, but only while it has the baton.
 */
final class Stage {

  /** What a dead actor's steps throw, so that its thread unwinds; it has no effect any more. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /** Something that lives and dies as a whole: its memory is gone when it is killed. */
  static final class Machine {
    final String name;
    Duration ahead = Duration.ZERO;
    boolean dead;

    Machine(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** One thread of a machine. */
  final class Actor {
    final Machine machine;
    final String name;
    private final Thread thread;
    private Instant wake;
    private boolean started;
    private boolean gone;

    private Actor(Machine machine, String name, Runnable life) {
      this.machine = machine;
      this.name = name;
      this.wake = now;
      this.thread = Thread.ofVirtual().unstarted(() -> live(life));
    }

    private void live(Runnable life) {
      try {
        life.run();
      } catch (Killed killed) {
        // Its machine is dead.
      } catch (Throwable bug) {
        if (failure == null) {
          failure = bug;
        }
      }
      gone = true;
      actors.remove(this);
      give(Optional.ofNullable(failure == null ? pick() : null));
    }

    boolean gone() {
      return gone;
    }

    void wakeUp() {
      if (wake.isAfter(now)) {
        wake = now;
      }
    }
  }

  private final SplittableRandom random;
  private final List<Actor> actors = new ArrayList<>();
  private final Thread director = Thread.currentThread();
  private volatile Actor current;
  private volatile Throwable failure;
  private Instant now;
  private long steps;
  private int patience;

  Stage(SplittableRandom random, Instant begin) {
    this.random = random;
    this.now = begin;
  }

  Instant now() {
    return now;
  }

  long steps() {
    return steps;
  }

  Optional<Actor> current() {
    return Optional.ofNullable(current);
  }

  Actor start(Machine machine, String name, Runnable life) {
    Actor actor = new Actor(machine, name, life);
    actors.add(actor);
    return actor;
  }

  /** From now on the machine does nothing any more. */
  void kill(Machine machine) {
    machine.dead = true;
    for (Actor actor : actors) {
      if (actor.machine == machine) {
        actor.wake = now;
      }
    }
  }

  /** The failure that ends the run. */
  void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  /** One step of whoever has the baton: others may go first. */
  void step() {
    Actor me = current;
    if (me == null) {
      return;
    }
    alive(me);
    steps++;
    giveWay(me);
  }

  /** Waits in simulated time. */
  void sleep(Duration pause) {
    Actor me = current;
    if (me == null) {
      return;
    }
    alive(me);
    me.wake = now.plus(pause);
    giveWay(me);
  }

  private void giveWay(Actor me) {
    Optional<Actor> next =
        failure != null || patience-- <= 0 ? Optional.empty() : Optional.ofNullable(pick());
    if (next.isEmpty() || next.get() != me) {
      give(next);
      while (current != me) {
        LockSupport.park();
      }
    }
    alive(me);
  }

  private void alive(Actor me) {
    if (me.machine.dead || failure != null) {
      throw new Killed();
    }
  }

  private Actor pick() {
    int ready = 0;
    for (Actor actor : actors) {
      if (!actor.wake.isAfter(now)) {
        ready++;
      }
    }
    if (ready == 0) {
      return null;
    }
    int chosen = ready == 1 ? 0 : random.nextInt(ready);
    for (Actor actor : actors) {
      if (!actor.wake.isAfter(now) && chosen-- == 0) {
        return actor;
      }
    }
    throw new IllegalStateException("unreachable");
  }

  private void give(Optional<Actor> next) {
    current = next.orElse(null);
    if (next.isEmpty()) {
      LockSupport.unpark(director);
    } else if (next.get().started) {
      LockSupport.unpark(next.get().thread);
    } else {
      next.get().started = true;
      next.get().thread.start();
    }
  }

  /**
   * Lets everybody act until this instant; nobody has anything to do then, unless the patience ends
   * first: after so many steps time passes all the same, for the machines are slow.
   */
  void playUntil(Instant end, int mostSteps) {
    int left = mostSteps;
    while (true) {
      Actor next = pick();
      if (next == null) {
        Instant wake = end;
        for (Actor actor : actors) {
          if (actor.wake.isBefore(wake)) {
            wake = actor.wake;
          }
        }
        if (!wake.isBefore(end)) {
          now = now.isBefore(end) ? end : now;
          return;
        }
        now = wake;
        continue;
      }
      if (left <= 0) {
        now = now.isBefore(end) ? end : now;
        return;
      }
      patience = left;
      play(next);
      left = patience;
    }
  }

  private void play(Actor next) {
    give(Optional.of(next));
    while (current != null) {
      LockSupport.park();
    }
    if (failure != null) {
      Throwable cause = failure;
      close();
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("the simulation itself failed", cause);
    }
  }

  /** Unwinds every thread. */
  void close() {
    if (failure == null) {
      failure = new Killed();
    }
    for (Actor actor : List.copyOf(actors)) {
      if (!actor.started) {
        actors.remove(actor);
        continue;
      }
      give(Optional.of(actor));
      while (current != null) {
        LockSupport.park();
      }
    }
  }
}
