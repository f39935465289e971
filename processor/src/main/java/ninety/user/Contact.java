package ninety.user;

import static ninety.user.Register.later;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * The directory's word on the person beside the name, so that an alert can say whom to ask. It
 * decides nothing. An empty text says that the directory has none.
 *
 * @param manager as the identity provider names the manager, mostly by an id of its own
 */
public record Contact(
    Optional<Register<String>> email,
    Optional<Register<String>> manager,
    Optional<Register<String>> department) {

  public static final Contact NONE =
      new Contact(Optional.empty(), Optional.empty(), Optional.empty());

  static Contact of(Kind.Described said, Proof proof) {
    return new Contact(
        said.email().map(text -> new Register<>(text, proof)),
        said.manager().map(text -> new Register<>(text, proof)),
        said.department().map(text -> new Register<>(text, proof)));
  }

  Contact join(Contact other) {
    return new Contact(
        later(email, other.email),
        later(manager, other.manager),
        later(department, other.department));
  }

  /** True if both say the same, whatever proves it; that there is none is as if nothing is said. */
  public boolean saysAs(Contact other) {
    return text(email).equals(text(other.email))
        && text(manager).equals(text(other.manager))
        && text(department).equals(text(other.department));
  }

  /** The value of a register; empty where it says that there is none. */
  public static Optional<String> text(Optional<Register<String>> register) {
    return register.map(Register::value).filter(Predicate.not(String::isEmpty));
  }
}
