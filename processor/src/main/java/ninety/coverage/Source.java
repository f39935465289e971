package ninety.coverage;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place that signs of life come from: an account and Region, and how far from the stream they
 * begin. As a text {@code 111122223333/eu-central-1} for the schedule's and {@code
 * 111122223333/eu-central-1/cloudtrail} for CloudTrail's.
 *
 * @param account of twelve digits; empty where only the Region is known, as of what was stored
 *     before accounts were
 */
public record Source(Optional<String> account, String region, Kind kind)
    implements Comparable<Source> {

  /** The giver of the sign of life. */
  public enum Kind {
    /** An event of a schedule: it proves the way from EventBridge on. */
    SCHEDULE("schedule"),
    /** A call of ours that CloudTrail records: it proves the trail and the rules too. */
    CLOUDTRAIL("cloudtrail"),
    /** A Region in which the instance is replicated and that is not expected by name. */
    REPLICA("replica");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  private static final Pattern TEXT =
      Pattern.compile("(?:(\\d{12})/)?([^/]{1,64})(?:/(cloudtrail|replica))?");

  private static final Comparator<Source> ORDER =
      Comparator.comparing((Source source) -> source.account.orElse(""))
          .thenComparing(Source::region)
          .thenComparing(Source::kind);

  /** The schedule of a Region of an account. */
  public Source(String account, String region) {
    this(Optional.of(account), region, Kind.SCHEDULE);
  }

  /** The schedule of a Region, in whichever account. */
  public static Source ofRegion(String region) {
    return new Source(Optional.empty(), region, Kind.SCHEDULE);
  }

  /** Reads what {@link #text} wrote, or an earlier version, which knew Regions alone. */
  public static Optional<Source> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Kind kind =
        Optional.ofNullable(parts.group(3))
            .map(label -> label.equals(Kind.CLOUDTRAIL.label) ? Kind.CLOUDTRAIL : Kind.REPLICA)
            .orElse(Kind.SCHEDULE);
    return Optional.of(new Source(Optional.ofNullable(parts.group(1)), parts.group(2), kind));
  }

  public Source as(Kind other) {
    return new Source(account, region, other);
  }

  /** A Region alone is read as one of this account. */
  public Source in(Optional<String> home) {
    return new Source(account.or(() -> home), region, kind);
  }

  /** True if it can be of the same place, as far as the accounts are known. */
  public boolean mayBe(Source other) {
    return region.equals(other.region)
        && (account.isEmpty() || other.account.isEmpty() || account.equals(other.account));
  }

  /** The account and Region, or the Region alone. */
  public String place() {
    return account.map(it -> it + "/").orElse("") + region;
  }

  public String text() {
    return kind == Kind.SCHEDULE ? place() : place() + "/" + kind.label;
  }

  /**
   * True if what is heard of the other is heard of this one, which may leave the account open. The
   * instance forwards its events from its own account: a schedule of another proves nothing of it.
   */
  boolean includes(Source other) {
    boolean own = kind == Kind.REPLICA && account.isPresent() && other.kind == Kind.SCHEDULE;
    return (own || kind == other.kind)
        && region.equals(other.region)
        && (account.isEmpty() || account.equals(other.account));
  }

  @Override
  public int compareTo(Source other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text();
  }
}
