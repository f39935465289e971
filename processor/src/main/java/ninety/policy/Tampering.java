package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ninety.coverage.Coverage;
import ninety.coverage.Source;
import ninety.user.Proof;

/**
 * A call that changed the way on which events come to ninety: its trail, rules, keys or stream.
 *
 * @param proof the record of the call
 * @param actor who called, mostly an ARN; bounded, and without control characters
 * @param target what was changed, as the call names it; bounded likewise
 * @param account in which it was, of twelve digits
 * @param region in which it was
 */
public record Tampering(
    Proof proof,
    String actor,
    Optional<String> target,
    Optional<String> account,
    Optional<String> region)
    implements Comparable<Tampering> {

  /** For so long signs of life have to come, before it is believed that the way is whole. */
  public static final Duration HEARD_FOR = Duration.ofHours(1);

  private static final Comparator<Tampering> ORDER =
      Comparator.comparing(Tampering::proof)
          .thenComparing(Tampering::actor)
          .thenComparing(it -> it.target().orElse(""))
          .thenComparing(it -> it.account().orElse(""))
          .thenComparing(it -> it.region().orElse(""));

  /** What closes its finding. */
  public sealed interface End {

    Instant at();

    /** The name under which people and machines read it. */
    String label();

    /** Signs of life came for {@link #HEARD_FOR} until then. */
    record Heard(Instant at) implements End {
      @Override
      public String label() {
        return "signs-of-life";
      }
    }

    /** Somebody attested that nothing was missed, and answers for it. */
    record Attested(String by, String reason, Instant at) implements End {
      @Override
      public String label() {
        return "attestation";
      }
    }
  }

  /**
   * When signs of life had come for {@link #HEARD_FOR} since; empty where they have not.
   *
   * @param expected of which signs of life must come; those of this account and Region count, or
   *     all where none is known to be of them
   */
  public Optional<End> heard(Coverage coverage, Set<Source> expected) {
    Set<Source> here = expected.stream().filter(this::isPlaceOf).collect(Collectors.toSet());
    return coverage
        .heardFor(HEARD_FOR, here.isEmpty() ? expected : here, proof.time())
        .map(End.Heard::new);
  }

  private boolean isPlaceOf(Source source) {
    boolean accountFits =
        account.isEmpty() || source.account().isEmpty() || source.account().equals(account);
    return accountFits && region.filter(source.region()::equals).isPresent();
  }

  @Override
  public int compareTo(Tampering other) {
    return ORDER.compare(this, other);
  }
}
