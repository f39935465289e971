package ninety.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.coverage.Span;
import ninety.user.UserId;

/**
 * Who says of whom and when that a name was theirs. Names change and are used again, and a record
 * that is taken for somebody else's makes that one look active; so a name is a user's at an instant
 * only where it was said to be at or before it and at or after it, where nobody else was ever said
 * to have it, and the user no other in between. Everything else is unknown. Upper and lower case
 * are one. Safe for all threads.
 */
public final class Names {

  private final Map<String, Map<UserId, Span>> said = new HashMap<>();
  private final Map<UserId, Set<String>> ofUser = new HashMap<>();

  /** A user had a name at an instant. */
  public void said(String name, UserId user, Instant at) {
    said(name, user, at, at);
  }

  /** A user had a name from one instant to another, both included. */
  public synchronized void said(String name, UserId user, Instant from, Instant to) {
    String key = key(name);
    said.computeIfAbsent(key, _ -> new HashMap<>(2)).merge(user, new Span(from, to), Names::both);
    ofUser.computeIfAbsent(user, _ -> new HashSet<>(2)).add(key);
  }

  /** The one user who had the name then, beyond doubt. */
  public synchronized Optional<UserId> at(String name, Instant time) {
    String key = key(name);
    Map<UserId, Span> users = said.getOrDefault(key, Map.of());
    return users.size() == 1
        ? users.entrySet().stream()
            .filter(it -> it.getValue().contains(time))
            .filter(it -> hadNoOther(it.getKey(), key, it.getValue()))
            .map(Map.Entry::getKey)
            .findFirst()
        : Optional.empty();
  }

  private boolean hadNoOther(UserId user, String key, Span span) {
    return ofUser.getOrDefault(user, Set.of()).stream()
        .filter(other -> !other.equals(key))
        .flatMap(
            other -> Optional.ofNullable(said.getOrDefault(other, Map.of()).get(user)).stream())
        .noneMatch(span::touches);
  }

  private static Span both(Span one, Span other) {
    return new Span(
        one.from().isBefore(other.from()) ? one.from() : other.from(),
        one.to().isAfter(other.to()) ? one.to() : other.to());
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * What else says whose a name is: asked once, and only where there is a record to be found out.
   */
  @FunctionalInterface
  public interface Source {
    void state(Names names);
  }
}
