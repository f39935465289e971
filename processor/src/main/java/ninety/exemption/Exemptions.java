package ninety.exemption;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.user.UserRecord;

/**
 * Exemptions with those that are over, the first made first.
 *
 * @param unreadable which ones this program cannot read, and what to do; they exempt nobody, since
 *     a false alarm is better than a silence
 */
public record Exemptions(List<Exemption> all, List<String> unreadable) {

  public static final Exemptions NONE = new Exemptions(List.of());

  public Exemptions {
    all =
        all.stream()
            .sorted(
                Comparator.comparing((Exemption each) -> each.added().at())
                    .thenComparing(Exemption::id))
            .toList();
    unreadable = List.copyOf(unreadable);
  }

  /** Exemptions all of which could be read. */
  public Exemptions(List<Exemption> all) {
    this(all, List.of());
  }

  /** The exemption that covers the user at that instant; of several the one that lasts longest. */
  public Optional<Exemption> of(UserRecord user, Instant asOf) {
    return of(user, asOf, Instant.MIN);
  }

  /** The same of those that were made after that other instant. */
  public Optional<Exemption> of(UserRecord user, Instant asOf, Instant after) {
    return all.stream()
        .filter(exemption -> exemption.holds(asOf) && exemption.covers(user))
        .filter(exemption -> exemption.added().at().isAfter(after))
        .max(Comparator.comparing(Exemption::until).thenComparing(Exemption::id));
  }

  /** True if one was made for the user after that instant, whether it is over or not. */
  public boolean anyMadeAfter(Instant instant, UserRecord user) {
    return all.stream()
        .anyMatch(exemption -> exemption.covers(user) && exemption.added().at().isAfter(instant));
  }

  /** As they stood at that instant: without what was added or taken back after it. */
  public Exemptions asOf(Instant instant) {
    return new Exemptions(
        all.stream()
            .filter(exemption -> !exemption.added().at().isAfter(instant))
            .map(exemption -> exemption.asOf(instant))
            .toList(),
        unreadable);
  }

  /** Those that hold at that instant. */
  public List<Exemption> inForce(Instant asOf) {
    return all.stream().filter(exemption -> exemption.holds(asOf)).toList();
  }

  /**
   * The number of users that are exempt at that instant: of each exemption in force as many as it
   * covered when that was counted last. Who is covered by two of them is counted twice.
   */
  public long users(Instant asOf) {
    return inForce(asOf).stream()
        .mapToLong(each ->
            each.covered()
                .map(Exemption.Covered::users)
                .orElse(each.who() instanceof Exemption.Who.ById ? 1L : 0L))
        .sum();
  }

  /** The outcome of an addition. */
  public sealed interface Addition {
    /** The exemption as it is stored, which is there already where the same was added before. */
    record Added(Exemption exemption) implements Addition {}

    /** One is in force that is worded for the same users and lasts as long or longer. */
    record Needless(Exemption by) implements Addition {}
  }

  /**
   * Decides what is to be added, unless it would change nothing. May be repeated.
   *
   * @param wanted under whatever id; it gets one of its own
   */
  public Addition add(Exemption wanted) {
    Optional<Exemption> before =
        all.stream()
            .filter(each -> each.equals(named(wanted, each.id(), each.removed())))
            .findFirst();
    if (before.isPresent()) {
      return new Addition.Added(before.get());
    }
    Optional<Exemption> lasting =
        inForce(wanted.added().at()).stream()
            .filter(each -> each.who().same(wanted.who()) && !each.until().isBefore(wanted.until()))
            .max(Comparator.comparing(Exemption::until));
    if (lasting.isPresent()) {
      return new Addition.Needless(lasting.get());
    }
    String id =
        IntStream.iterate(0, number -> number + 1)
            .mapToObj(number -> wanted.idOf(number))
            .filter(each -> byId(each).isEmpty())
            .findFirst()
            .orElseThrow();
    return new Addition.Added(named(wanted, id, Optional.empty()));
  }

  private static Exemption named(
      Exemption exemption, String id, Optional<Exemption.Removal> removed) {
    return new Exemption(
        id,
        exemption.who(),
        exemption.owner(),
        exemption.reason(),
        exemption.until(),
        exemption.added(),
        exemption.covered(),
        removed);
  }

  /** The outcome of taking one back. */
  public sealed interface Removing {
    /** The exemption as it is stored, which is there already where the same was done before. */
    record Removed(Exemption exemption) implements Removing {}

    /** There is none with this id. */
    record Unknown() implements Removing {}

    /** The exemption ended, or was taken back, before. */
    record Over(Exemption exemption) implements Removing {}
  }

  /** Takes one back; it stays as part of the audit trail. May be repeated. */
  public Removing remove(String id, Exemption.Removal removal) {
    return byId(id)
        .<Removing>map(known -> {
          Exemption removed = known.remove(removal);
          return removed.equals(known) || known.holds(removal.author().at())
              ? new Removing.Removed(removed)
              : new Removing.Over(known);
        })
        .orElseGet(Removing.Unknown::new);
  }

  public Optional<Exemption> byId(String id) {
    return all.stream().filter(exemption -> exemption.id().equals(id)).findFirst();
  }

  /** With one more. */
  public Exemptions with(Exemption added) {
    return new Exemptions(Stream.concat(all.stream(), Stream.of(added)).toList(), unreadable);
  }

  /** With one changed. */
  public Exemptions replacing(Exemption changed) {
    return new Exemptions(
        all.stream().map(each -> each.id().equals(changed.id()) ? changed : each).toList(),
        unreadable);
  }
}
