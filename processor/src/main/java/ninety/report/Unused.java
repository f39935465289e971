package ninety.report;

import java.util.Comparator;

/**
 * A kind of record that moved nothing.
 *
 * @param what became of it: {@code ignored}, {@code rejected} or {@code left out}
 * @param reason its label, such as {@code other-call}
 * @param explanation one sentence for people
 */
public record Unused(String what, String reason, String explanation) implements Comparable<Unused> {

  private static final Comparator<Unused> BY_REASON =
      Comparator.comparing(Unused::what)
          .thenComparing(Unused::reason)
          .thenComparing(Unused::explanation);

  @Override
  public int compareTo(Unused other) {
    return BY_REASON.compare(this, other);
  }
}
