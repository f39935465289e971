package ninety.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The things that have to be there before work begins, in the order in which they are looked for;
 * so a mistake is one line and not a log. One thread.
 */
final class Checks {

  private final List<Needed<?>> needed = new ArrayList<>();

  /** Something that is needed; there once the check of it has passed. */
  static final class Needed<T> {

    private final String what;
    private final Supplier<T> look;
    private @Nullable T found;

    private Needed(String what, Supplier<T> look) {
      this.what = what;
      this.look = look;
    }

    /** The thing that was found. To ask before the check has passed is a bug. */
    T found() {
      return Optional.ofNullable(found)
          .orElseThrow(() -> new IllegalStateException(what + " was not looked for"));
    }

    private Check check() {
      try {
        found = look.get();
        return new Check.Passed(what);
      } catch (RuntimeException failed) {
        return new Check.Failed(what, Diagnosis.of(failed, what));
      }
    }
  }

  /** Adds something whose being there is all that is looked for. */
  void need(String what, Runnable look) {
    need(
        what,
        () -> {
          look.run();
          return what;
        });
  }

  /** Adds something that the look finds. */
  <T> Needed<T> need(String what, Supplier<T> look) {
    Needed<T> one = new Needed<>(what, look);
    needed.add(one);
    return one;
  }

  /** Looks for everything, whatever fails. */
  List<Check> all() {
    return needed.stream().<Check>map(Needed::check).toList();
  }

  /**
   * Looks for everything until something fails.
   *
   * @throws NotReady with what failed
   */
  void pass() {
    for (Needed<?> each : needed) {
      if (each.check() instanceof Check.Failed failed) {
        throw new NotReady(failed);
      }
    }
  }
}
