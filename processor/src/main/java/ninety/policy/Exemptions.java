package ninety.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
    return all.stream()
        .filter(exemption -> exemption.holds(asOf) && exemption.covers(user))
        .max(Comparator.comparing(Exemption::until).thenComparing(Exemption::id));
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
