package ninety.user;

import static ninety.user.Register.earlier;
import static ninety.user.Register.later;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.user.Kind.Presence;

/**
 * All that facts have proved about one user so far: a join of facts, never a log of them.
 *
 * <p>{@link #join} is commutative, associative and idempotent, so a record is a function of the set
 * of facts: order, repeats and shards do not matter (promise 1), and no time ever moves backwards
 * (promise 2).
 *
 * @param identityStoreId the store that the user lives in, which never changes; should records name
 *     two all the same, it is the greater, whatever came first
 * @param firstSeen the earliest proof that the user exists; the only register that keeps the
 *     minimum
 * @param credentials of the latest sign-in that said them; kept apart, for of the calls of one
 *     login the last one does not
 * @param withoutSecondFactor the latest sign-in to the store that said its credentials and showed
 *     no second factor; so that one can tell whether every sign-in since some instant showed one
 * @param lastActivity the latest sign-in or portal activity
 * @param passwordReset the latest new password that an administrator set
 * @param access whether the user may sign in, by the latest creation, enabling or disabling, or
 *     word of the directory that the user is enabled
 * @param deleted kept apart from {@code access}, so that nothing but a newer creation or the
 *     directory can outdo it
 * @param listing the directory's latest word; kept apart from what events say, so that an answer
 *     which only confirms a disabling does not make it look newer than it is
 */
public record UserRecord(
    UserId id,
    Optional<Register<String>> name,
    Optional<String> identityStoreId,
    Optional<Proof> firstSeen,
    Optional<Proof> lastAuthenticated,
    Optional<Register<Credentials>> credentials,
    Optional<Proof> withoutSecondFactor,
    Optional<Proof> lastActivity,
    Optional<Proof> passwordReset,
    Optional<Register<Creation>> created,
    Optional<Register<Access>> access,
    Optional<Proof> deleted,
    Optional<Register<Listing>> listing) {

  /** What the directory says. */
  public record Listing(Presence presence, Optional<Instant> created)
      implements Comparable<Listing> {

    private static final Comparator<Listing> BY_PRESENCE_THEN_CREATION =
        Comparator.comparing(Listing::presence)
            .thenComparing(listing -> listing.created().orElse(Instant.MIN));

    @Override
    public int compareTo(Listing other) {
      return BY_PRESENCE_THEN_CREATION.compare(this, other);
    }
  }

  /**
   * How a user came to be; the greater of two that one record proves is the one with a password.
   */
  public enum Creation {
    WITHOUT_PASSWORD,
    WITH_PASSWORD;

    static Creation of(boolean withPassword) {
      return withPassword ? WITH_PASSWORD : WITHOUT_PASSWORD;
    }
  }

  /**
   * Declared in this order so that enabled wins a tie: the harmless way to be wrong is an alert.
   */
  public enum Access {
    DISABLED,
    ENABLED
  }

  /** What the user is by all that is known; enabled where nothing says otherwise. */
  public enum Status {
    ENABLED,
    DISABLED,
    DELETED
  }

  /** The record of a user of whom nothing is known. It is the join's neutral element. */
  public static UserRecord unknown(UserId id) {
    return new UserRecord(
        id,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What one fact proves about the user {@code id}, to whom its subject was found to belong. */
  public static UserRecord of(UserId id, Fact fact) {
    Kind kind = fact.kind();
    Proof proof = fact.proof();
    return new UserRecord(
        id,
        fact.subject().name().map(name -> new Register<>(name, proof)),
        fact.identityStoreId(),
        Optional.of(proof),
        provedIf(kind instanceof Kind.SignIn, proof),
        credentials(kind).map(used -> new Register<>(used, proof)),
        provedIf(
            credentials(kind).filter(used -> !used.secondFactor() && !used.external()).isPresent(),
            proof),
        provedIf(kind instanceof Kind.SignIn || kind instanceof Kind.PortalActivity, proof),
        provedIf(kind instanceof Kind.PasswordReset, proof),
        kind instanceof Kind.UserCreated(_, var mode)
            ? Optional.of(new Register<>(Creation.of(mode == Kind.PasswordMode.ONE_TIME), proof))
            : Optional.empty(),
        access(kind).map(access -> new Register<>(access, proof)),
        provedIf(kind instanceof Kind.UserDeleted, proof),
        kind instanceof Kind.Listed(var presence, var creation)
            ? Optional.of(new Register<>(new Listing(presence, creation), proof))
            : Optional.empty());
  }

  /**
   * All that both records prove.
   *
   * @throws IllegalArgumentException if the records are of two users
   */
  public UserRecord join(UserRecord other) {
    if (!id.equals(other.id)) {
      throw new IllegalArgumentException("records of two users cannot be joined");
    }
    return new UserRecord(
        id,
        later(name, other.name),
        later(identityStoreId, other.identityStoreId),
        earlier(firstSeen, other.firstSeen),
        later(lastAuthenticated, other.lastAuthenticated),
        later(credentials, other.credentials),
        later(withoutSecondFactor, other.withoutSecondFactor),
        later(lastActivity, other.lastActivity),
        later(passwordReset, other.passwordReset),
        later(created, other.created),
        laterAccess(access, other.access),
        later(deleted, other.deleted),
        later(listing, other.listing));
  }

  public Status status() {
    if (deletion().isPresent()) {
      return Status.DELETED;
    }
    return disabling().isPresent() ? Status.DISABLED : Status.ENABLED;
  }

  /**
   * What proves that the user is gone. A deletion stands until a creation that is newer, or until
   * the directory still has the user: promise 3, nobody rises.
   */
  public Optional<Proof> deletion() {
    return deleted
        .filter(proof -> !createdAfter(proof) && !listedAfter(proof))
        .or(() ->
            listing
                .filter(word -> word.value().presence() == Presence.GONE)
                .map(Register::proof)
                .filter(proof -> !createdAfter(proof)));
  }

  /**
   * What proves that a user who is not gone may not sign in: of events and directory the later.
   * Where both say so it is the event, which is nearer to when it happened.
   */
  public Optional<Proof> disabling() {
    return access
        .filter(event -> event.value() == Access.DISABLED)
        .map(Register::proof)
        .or(() ->
            listing
                .filter(word -> word.value().presence() == Presence.DISABLED)
                .map(Register::proof)
                .filter(word -> access.filter(event -> !isAfter(word, event.proof())).isEmpty()));
  }

  /** What proves since when the user may not sign in; of a disabling and a deletion the first. */
  public Optional<Proof> revocation() {
    return earlier(deletion(), disabling());
  }

  /** All that proves it: of events and of the directory the latest each. */
  public Stream<Proof> revocations() {
    return Stream.of(
            deletion(),
            disabling(),
            listing
                .filter(word -> word.value().presence() != Presence.ENABLED)
                .filter(_ -> status() != Status.ENABLED)
                .map(Register::proof))
        .flatMap(Optional::stream);
  }

  /** What proves when the user came to be: the event, or else what the directory remembers. */
  public Optional<Proof> creation() {
    return created
        .map(Register::proof)
        .or(() ->
            listing.flatMap(word ->
                word.value()
                    .created()
                    .map(at ->
                        new Proof(
                            at,
                            word.proof().eventId(),
                            word.proof().call(),
                            word.proof().source()))));
  }

  private boolean createdAfter(Proof proof) {
    return created.filter(creation -> isAfter(creation.proof(), proof)).isPresent();
  }

  private boolean listedAfter(Proof proof) {
    return listing
        .filter(word -> word.value().presence() != Presence.GONE && isAfter(word.proof(), proof))
        .isPresent();
  }

  private static boolean isAfter(Proof one, Proof other) {
    return one.time().isAfter(other.time());
  }

  /**
   * Whether the user last signed in through an external identity provider, which has the password.
   */
  public boolean external() {
    return credentials.map(Register::value).filter(Credentials::external).isPresent();
  }

  /** What proves when the password was last set: a reset, or a creation that made one. */
  public Optional<Proof> passwordSet() {
    return later(
        passwordReset,
        created.filter(it -> it.value() == Creation.WITH_PASSWORD).map(Register::proof));
  }

  /** Whether a second factor was used always, as far as is known of the current password. */
  public boolean secondFactorAlways() {
    return secondFactorSince(passwordSet().map(Proof::time).orElse(Instant.EPOCH));
  }

  /**
   * Whether every sign-in since then that said its credentials, and there was one, showed a second
   * factor beside the password.
   */
  boolean secondFactorSince(Instant since) {
    return credentials
            .filter(signIn -> !signIn.proof().time().isBefore(since))
            .map(Register::value)
            .filter(Credentials::secondFactor)
            .isPresent()
        && withoutSecondFactor.filter(signIn -> !signIn.time().isBefore(since)).isEmpty();
  }

  /** The same record with another last activity, for writers that do not store every move of it. */
  public UserRecord withActivity(Optional<Proof> activity) {
    return new UserRecord(
        id,
        name,
        identityStoreId,
        firstSeen,
        lastAuthenticated,
        credentials,
        withoutSecondFactor,
        activity,
        passwordReset,
        created,
        access,
        deleted,
        listing);
  }

  /** The same record with another name. */
  public UserRecord withName(Optional<Register<String>> other) {
    return new UserRecord(
        id,
        other,
        identityStoreId,
        firstSeen,
        lastAuthenticated,
        credentials,
        withoutSecondFactor,
        lastActivity,
        passwordReset,
        created,
        access,
        deleted,
        listing);
  }

  private static Optional<Proof> provedIf(boolean holds, Proof proof) {
    return holds ? Optional.of(proof) : Optional.empty();
  }

  private static Optional<Credentials> credentials(Kind kind) {
    return kind instanceof Kind.SignIn(var used, _) ? used : Optional.empty();
  }

  private static Optional<Access> access(Kind kind) {
    return switch (kind) {
      case Kind.UserCreated(var enabled, _) ->
          Optional.of(enabled ? Access.ENABLED : Access.DISABLED);
      case Kind.UserEnabled() -> Optional.of(Access.ENABLED);
      case Kind.UserDisabled() -> Optional.of(Access.DISABLED);
      // Kept here too, or the next word would let an older disabling hold again.
      case Kind.Listed(var presence, _) when presence == Presence.ENABLED ->
          Optional.of(Access.ENABLED);
      case Kind.SignIn _, Kind.PortalActivity _, Kind.PasswordReset _ -> Optional.empty();
      case Kind.UserDeleted _, Kind.UserUpdated _, Kind.Listed _ -> Optional.empty();
    };
  }

  /**
   * CloudTrail's times have whole seconds. Of an enabling and a disabling in one second the
   * enabling is believed: to take an enabled user for disabled would be a false "compliant".
   */
  private static Optional<Register<Access>> laterAccess(
      Optional<Register<Access>> one, Optional<Register<Access>> other) {
    boolean tie =
        one.isPresent()
            && other.isPresent()
            && one.get().proof().time().equals(other.get().proof().time())
            && one.get().value() != other.get().value();
    if (!tie) {
      return later(one, other);
    }
    return one.filter(register -> register.value() == Access.ENABLED).isPresent() ? one : other;
  }
}
