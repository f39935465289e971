package ninety.user;

import java.util.Optional;

/** The user whom a fact is about, by id or by name. */
public sealed interface Subject {

  Optional<String> name();

  /** A user whose id the record states; the name where the record states that too. */
  record ById(UserId id, Optional<String> name) implements Subject {}

  /**
   * A user of whom the record states the name only (CloudTrail before 2025-11-26). Names are
   * reused, so the name is not a key: the id has to be found out first.
   */
  record ByName(String text) implements Subject {
    @Override
    public Optional<String> name() {
      return Optional.of(text);
    }
  }
}
