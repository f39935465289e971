package ninety.coverage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.Attestation.What;
import ninety.coverage.Coverage.Stated;

/**
 * Every attestation, the first made first, with those that were taken back.
 *
 * @param unreadable which ones this program cannot read, and what to do; they state nothing, so a
 *     loss may be among them, and whoever judges says so
 */
public record Attestations(List<Attestation> all, List<String> unreadable) {

  public static final Attestations NONE = new Attestations(List.of());

  public Attestations {
    all =
        all.stream()
            .sorted(
                Comparator.comparing((Attestation each) -> each.author().at())
                    .thenComparing(Attestation::id))
            .toList();
    unreadable = List.copyOf(unreadable);
  }

  /** Attestations all of which could be read. */
  public Attestations(List<Attestation> all) {
    this(all, List.of());
  }

  /** The spans of those in force. */
  public Stated stated() {
    return new Stated(spans(What.COMPLETE), spans(What.LOST));
  }

  private List<Span> spans(What what) {
    return inForce().filter(each -> each.what() == what).map(Attestation::span).toList();
  }

  private Stream<Attestation> inForce() {
    return all.stream().filter(Attestation::inForce);
  }

  /**
   * The one in force by which nothing was missed in a time, the first made that is enough, perhaps
   * with others before it.
   *
   * @param since what was said before was said without knowing what it is about
   */
  public Optional<Attestation> complete(Span time, Instant since) {
    List<Span> before = new ArrayList<>();
    return inForce()
        .filter(each -> each.what() == What.COMPLETE && each.author().at().isAfter(since))
        .filter(each -> each.span().touches(time))
        .filter(each -> {
          before.add(each.span());
          return new Stated(before, List.of())
              .complete().stream()
                  .anyMatch(span -> span.contains(time.from()) && span.contains(time.to()));
        })
        .findFirst();
  }

  public Optional<Attestation> byId(String id) {
    return all.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** The outcome of an addition. */
  public sealed interface Addition {
    /** The attestation as it is stored, which is there already where the same was added before. */
    record Added(Attestation attestation) implements Addition {}

    /** One in force says the same of the same time. */
    record Needless(Attestation by) implements Addition {}

    /** One in force says that nothing was missed in some of the time, and would hide it. */
    record Contradicts(Attestation other) implements Addition {}
  }

  /**
   * Decides what is to be added. May be repeated.
   *
   * @param wanted under whatever id; it gets one of its own
   */
  public Addition add(Attestation wanted) {
    Optional<Attestation> before =
        all.stream()
            .filter(each -> each.inForce() && each.equals(wanted.named(each.id())))
            .findFirst();
    if (before.isPresent()) {
      return new Addition.Added(before.get());
    }
    Optional<Attestation> same = inForce().filter(wanted::same).findFirst();
    if (same.isPresent()) {
      return new Addition.Needless(same.get());
    }
    Optional<Attestation> other =
        wanted.what() == What.LOST
            ? inForce()
                .filter(each -> each.what() == What.COMPLETE && each.overlaps(wanted.span()))
                .findFirst()
            : Optional.empty();
    return other.<Addition>map(Addition.Contradicts::new).orElseGet(() -> named(wanted));
  }

  private Addition named(Attestation wanted) {
    return new Addition.Added(
        IntStream.iterate(0, number -> number + 1)
            .mapToObj(number -> wanted.idOf(number))
            .filter(id -> byId(id).isEmpty())
            .map(wanted::named)
            .findFirst()
            .orElseThrow());
  }

  /** The outcome of taking one back. */
  public sealed interface Revoking {
    /** The attestation as it is stored, which is there already where the same was done before. */
    record Revoked(Attestation attestation) implements Revoking {}

    /** There is none with this id. */
    record Unknown() implements Revoking {}

    /** The attestation was taken back before. */
    record Over(Attestation attestation, Revocation revoked) implements Revoking {}
  }

  /** Takes one back; it stays as part of the audit trail. May be repeated. */
  public Revoking revoke(String id, Revocation removal) {
    return byId(id)
        .<Revoking>map(known ->
            known
                .revoked()
                .filter(before -> !before.equals(removal))
                .<Revoking>map(before -> new Revoking.Over(known, before))
                .orElseGet(() -> new Revoking.Revoked(known.revoke(removal))))
        .orElseGet(Revoking.Unknown::new);
  }
}
