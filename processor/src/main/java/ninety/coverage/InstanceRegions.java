package ninety.coverage;

import java.util.Optional;
import java.util.Set;

/**
 * The Regions in which the instance of Identity Center is replicated, as its service answers now.
 */
public interface InstanceRegions {

  /** Never throws, for a sweep goes on without. */
  Answer ask();

  /** The outcome of asking. */
  sealed interface Answer {
    record Regions(Set<String> names) implements Answer {}

    /** Nobody allowed it, or there is no such instance: to be asked again in a day. */
    record Refused() implements Answer {}

    /** No answer now; the next time there may be one. */
    record Failed() implements Answer {}

    /** As it is kept; empty where it is to be asked again. */
    default Optional<Optional<Set<String>>> kept() {
      return switch (this) {
        case Regions(var names) -> Optional.of(Optional.of(names));
        case Refused() -> Optional.of(Optional.empty());
        case Failed() -> Optional.empty();
      };
    }
  }
}
