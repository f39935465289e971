package ninety.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.user.UserRecord;

/**
 * All exemptions, with those that are over.
 *
 * @param version of what is stored; 0 where nothing is
 */
public record Exemptions(List<Exemption> all, long version) {

  public static final Exemptions NONE = new Exemptions(List.of(), 0);

  public Exemptions {
    all = List.copyOf(all);
  }

  /** The exemption that covers the user at that instant; of several the one that lasts longest. */
  public Optional<Exemption> of(UserRecord user, Instant asOf) {
    return of(user, asOf, Instant.MIN);
  }

  /** The same of those that were made after that other instant. */
  Optional<Exemption> of(UserRecord user, Instant asOf, Instant after) {
    return all.stream()
        .filter(exemption -> exemption.holds(asOf) && exemption.covers(user))
        .filter(exemption -> exemption.added().at().isAfter(after))
        .max(Comparator.comparing(Exemption::until).thenComparing(Exemption::id));
  }

  /** Those that hold at that instant. */
  public List<Exemption> inForce(Instant asOf) {
    return all.stream().filter(exemption -> exemption.holds(asOf)).toList();
  }

  /** What comes of an addition. */
  public sealed interface Addition {
    /** It is one of these. They are what was read where the same was added before. */
    record Added(Exemptions exemptions, Exemption exemption) implements Addition {}

    /** One is in force that is worded for the same users and lasts as long or longer. */
    record Needless(Exemption by) implements Addition {}
  }

  /** Adds one, unless it would change nothing. May be repeated. */
  public Addition add(
      Exemption.Who who, String owner, String reason, Instant until, Exemption.Signature added) {
    Optional<Exemption> before =
        all.stream()
            .filter(each ->
                each.equals(
                    new Exemption(each.id(), who, owner, reason, until, added, each.removed())))
            .findFirst();
    if (before.isPresent()) {
      return new Addition.Added(this, before.get());
    }
    Optional<Exemption> lasting =
        inForce(added.at()).stream()
            .filter(each -> each.who().same(who) && !each.until().isBefore(until))
            .max(Comparator.comparing(Exemption::until));
    if (lasting.isPresent()) {
      return new Addition.Needless(lasting.get());
    }
    String content =
        Stream.of(who, owner, reason, until, added)
            .map(Object::toString)
            .collect(Collectors.joining("|"));
    String id =
        IntStream.iterate(all.size(), number -> number + 1)
            .mapToObj(number -> Ids.exemption(content, number))
            .filter(each -> byId(each).isEmpty())
            .findFirst()
            .orElseThrow();
    Exemption exemption = new Exemption(id, who, owner, reason, until, added, Optional.empty());
    return new Addition.Added(with(exemption), exemption);
  }

  /** What comes of taking one back. */
  public sealed interface Removing {
    /** It is one of these. They are what was read where the same was done before. */
    record Removed(Exemptions exemptions, Exemption exemption) implements Removing {}

    /** There is none with this id. */
    record Unknown() implements Removing {}

    /** It ended, or was taken back, before. */
    record Over(Exemption exemption) implements Removing {}
  }

  /** Takes one back; it stays as part of the audit trail. May be repeated. */
  public Removing remove(String id, Exemption.Signature signature, String why) {
    return byId(id)
        .<Removing>map(known -> {
          Exemption removed = known.remove(signature, why);
          if (removed.equals(known)) {
            return new Removing.Removed(this, removed);
          }
          return known.holds(signature.at())
              ? new Removing.Removed(replacing(removed), removed)
              : new Removing.Over(known);
        })
        .orElseGet(Removing.Unknown::new);
  }

  public Optional<Exemption> byId(String id) {
    return all.stream().filter(exemption -> exemption.id().equals(id)).findFirst();
  }

  /** With one more. */
  public Exemptions with(Exemption added) {
    return new Exemptions(Stream.concat(all.stream(), Stream.of(added)).toList(), version);
  }

  /** With one changed. */
  public Exemptions replacing(Exemption changed) {
    return new Exemptions(
        all.stream().map(each -> each.id().equals(changed.id()) ? changed : each).toList(),
        version);
  }
}
