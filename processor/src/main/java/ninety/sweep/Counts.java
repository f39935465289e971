package ninety.sweep;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The counts of a sweep; those of its parts add up. */
public record Counts(Map<Count, Long> numbers) {

  public static final Counts NONE = new Counts(Map.of());

  /** Has no zero in it, so that equal counts are equal. */
  public Counts {
    Map<Count, Long> some = new EnumMap<>(Count.class);
    numbers.forEach((count, number) -> {
      if (number != 0) {
        some.put(count, number);
      }
    });
    numbers = Collections.unmodifiableMap(some);
  }

  public static Counts of(Count count, long number) {
    return new Counts(Map.of(count, number));
  }

  public long get(Count count) {
    return numbers.getOrDefault(count, 0L);
  }

  public Counts plus(Counts other) {
    Map<Count, Long> sums = new EnumMap<>(Count.class);
    sums.putAll(numbers);
    other.numbers.forEach((count, number) -> sums.merge(count, number, Long::sum));
    return new Counts(sums);
  }
}
