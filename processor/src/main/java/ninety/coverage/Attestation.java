package ninety.coverage;

import java.time.Duration;
import java.util.Optional;
import ninety.user.Author;
import ninety.user.NamedId;

/**
 * Somebody's word about what was missed in a time, for which that person answers. Kept after it was
 * taken back too: it is part of the audit trail.
 *
 * @param revoked where it was taken back
 */
public record Attestation(
    String id, What what, Span span, String reason, Author author, Optional<Revocation> revoked) {

  /** A person's word is for an outage, not for a quarter; several may follow one another. */
  public static final Duration LONGEST = Duration.ofDays(31);

  /** The word that it gives of a time. */
  public enum What {
    /** Nothing was missed: it mends gaps, losses and doubts. */
    COMPLETE("complete"),
    /** Something was missed: it is a gap. */
    LOST("lost");

    private final String label;

    What(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Why it was taken back, and by whom. */
  public record Revocation(Author author, String reason) {}

  public boolean inForce() {
    return revoked.isEmpty();
  }

  /** The same, under another id. */
  Attestation named(String other) {
    return new Attestation(other, what, span, reason, author, revoked);
  }

  /**
   * The id that it gets: eight digits, which a person can type.
   *
   * @param number another one for the same content where the id is taken
   */
  String idOf(int number) {
    return NamedId.shortOf(
        "attestation",
        Integer.toString(number),
        what.label(),
        span.from().toString(),
        span.to().toString(),
        reason,
        author.by(),
        author.at().toString());
  }

  Attestation revoke(Revocation removal) {
    return new Attestation(id, what, span, reason, author, Optional.of(removal));
  }

  /** True if it says the same, of the same time. */
  boolean same(Attestation other) {
    return what == other.what && span.equals(other.span);
  }

  /** True if it is about some of that time. */
  boolean overlaps(Span other) {
    return !span.overlap(other).isZero();
  }
}
