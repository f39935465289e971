package ninety.coverage;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sources of which signs of life must come, as one sweep finds them, and from when on that
 * holds.
 *
 * @param sources all of them, by name or missed
 * @param from when those begin that were not expected before
 * @param until when those end that are expected no longer; empty where that cannot be said yet
 */
public record Expecting(Set<Source> sources, Instant from, Optional<Instant> until) {

  public Expecting {
    sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
  }

  /**
   * A Region that was missed before the instance's account was known is one of that account: what
   * is kept of it is kept of that.
   */
  public Source settled(Source source) {
    return sources.stream()
        .filter(_ -> source.kind() == Source.Kind.REPLICA && source.account().isEmpty())
        .filter(it -> it.equals(source.in(it.account())))
        .findFirst()
        .orElse(source);
  }

  /** The meaning of a list of sources for those that are expected already. */
  public enum Claim {
    /** Nobody gave one: it holds only where none was ever stored. */
    FALLBACK,
    /** These are expected besides what is. */
    MORE,
    /** These and no others: what is expected besides is so no longer. */
    ALL
  }
}
