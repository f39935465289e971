package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.user.NamedId;
import ninety.user.Proof;

/**
 * A call that changed the way on which events come to ninety: its trail, rules, keys or stream.
 *
 * @param proof the record of the call
 * @param actor who called, mostly an ARN; bounded, and without control characters
 * @param target what was changed, as the call names it; bounded likewise
 * @param account in which it was, of twelve digits
 * @param region in which it was
 * @param further where it stands for other calls too, which there was no room to list
 */
public record Tampering(
    Proof proof,
    String actor,
    Optional<String> target,
    Optional<String> account,
    Optional<String> region,
    Optional<Further> further)
    implements Comparable<Tampering> {

  /** For so long signs of life have to come, before it is believed that the way is whole. */
  public static final Duration HEARD_FOR = Duration.ofHours(1);

  private static final Comparator<Tampering> ORDER =
      Comparator.comparing(Tampering::proof)
          .thenComparing(Tampering::actor)
          .thenComparing(it -> it.target().orElse(""))
          .thenComparing(it -> it.account().orElse(""))
          .thenComparing(it -> it.region().orElse(""));

  /**
   * Calls that are not listed by themselves, with the first of them.
   *
   * @param calls of the others, the ids; {@link #MOST} at the most
   * @param span from the earliest of all until the latest
   */
  public record Further(Set<UUID> calls, Span span) {

    /** Of more it is said that they are at least so many. */
    public static final int MOST = 1_000;

    public Further {
      calls = Set.copyOf(calls);
    }

    private Further and(Proof call) {
      Set<UUID> more = new HashSet<>(calls);
      if (more.size() < MOST) {
        more.add(idOf(call));
      }
      Instant at = call.time();
      return new Further(
          more,
          new Span(
              at.isBefore(span.from()) ? at : span.from(), at.isAfter(span.to()) ? at : span.to()));
    }
  }

  public Tampering(
      Proof proof,
      String actor,
      Optional<String> target,
      Optional<String> account,
      Optional<String> region) {
    this(proof, actor, target, account, region, Optional.empty());
  }

  /** The same, where it stands for all that there is no room for. */
  Tampering standingForOthers() {
    return with(new Further(Set.of(), new Span(proof.time(), proof.time())));
  }

  /** Stands for another one too. */
  Tampering and(Tampering other) {
    return with(further.orElseThrow().and(other.proof));
  }

  private Tampering with(Further others) {
    return new Tampering(proof, actor, target, account, region, Optional.of(others));
  }

  /** True if it is that call, or stands for it. */
  boolean includes(Tampering other) {
    return compareTo(other) == 0
        || further.filter(it -> it.calls().contains(other.finding())).isPresent();
  }

  /** The id of the finding that it is: of the record's own id. */
  public UUID finding() {
    return idOf(proof);
  }

  private static UUID idOf(Proof call) {
    return NamedId.of("tampering", call.eventId(), NamedId.text(call.time()), call.call());
  }

  /** The id of the alert that raises it. */
  public UUID raising() {
    return alertId("tampering");
  }

  /** The ids of all alerts that there could ever be of it. */
  public List<UUID> alertIds() {
    return List.of(raising(), alertId("resolved"));
  }

  /** True if it is decided that it is over. */
  boolean isOver(Set<UUID> decided) {
    return decided.contains(alertId("resolved"));
  }

  /** The id of a step of it; another one as soon as it stands for more calls. */
  public UUID alertId(String step) {
    String calls =
        further
            .map(it ->
                String.join(
                    "|",
                    "",
                    Integer.toString(it.calls().size()),
                    NamedId.text(it.span().from()),
                    NamedId.text(it.span().to())))
            .orElse("");
    return NamedId.within(finding(), step + calls);
  }

  /** The instant of the call, or the time of all calls for which it stands. */
  public Span span() {
    return further.map(Further::span).orElseGet(() -> new Span(proof.time(), proof.time()));
  }

  /** The reason for which its finding is closed. */
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
   * When the signs of life that can show it had come for {@link #HEARD_FOR} since; empty where they
   * have not, or none can.
   */
  public Optional<End> heard(Coverage coverage, Way way) {
    return coverage.heardFor(HEARD_FOR, shownBy(way), proof.time()).map(End.Heard::new);
  }

  /**
   * Which signs of life show that the way is whole again: those that come on the part of it that
   * was changed. A trail is of its account, in any Region; a rule is of one Region, and carries
   * what its name says, if anything; the stream and its key carry everything, and other keys
   * nothing. That others come shows nothing, so where none of these is expected there is none. Nor
   * is there for calls that are not listed by themselves.
   */
  public Set<Source> shownBy(Way way) {
    return further.isPresent() ? Set.of() : way.shows(this);
  }

  /** Of AWS, which was called. */
  String service() {
    return proof.call().split(" ", 2)[0];
  }

  @Override
  public int compareTo(Tampering other) {
    return ORDER.compare(this, other);
  }
}
