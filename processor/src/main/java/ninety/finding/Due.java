package ninety.finding;

import java.time.Instant;
import java.util.Optional;

/** When a sweep shall look at a user; the earlier comes first. */
public sealed interface Due extends Comparable<Due> {

  /** At the next sweep, whatever its clock says. */
  record Now() implements Due {}

  /** From the instant on for which a sweep judges. */
  record At(Instant when) implements Due {}

  /** Only a change of the record can bring something new. */
  record Never() implements Due {}

  /** At the instant; never where there is none. */
  static Due at(Optional<Instant> when) {
    return when.<Due>map(At::new).orElse(new Never());
  }

  /** True if it has come for a sweep that judges as of this instant. */
  default boolean by(Instant asOf) {
    return switch (this) {
      case Now() -> true;
      case At(var when) -> !when.isAfter(asOf);
      case Never() -> false;
    };
  }

  /** The earlier of both. */
  default Due or(Due other) {
    return compareTo(other) <= 0 ? this : other;
  }

  @Override
  default int compareTo(Due other) {
    return switch (this) {
      case Now() -> other instanceof Now ? 0 : -1;
      case Never() -> other instanceof Never ? 0 : 1;
      case At(var when) ->
          switch (other) {
            case Now() -> 1;
            case At(var another) -> when.compareTo(another);
            case Never() -> -1;
          };
    };
  }
}
