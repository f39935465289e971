package ninety.user;

import static ninety.user.Register.earlier;
import static ninety.user.Register.later;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.user.Kind.PasswordMode;
import ninety.user.Kind.Presence;

/**
 * Everything that facts have proved about one user so far: a join of facts, never a log of them.
 *
 * <p>{@link #join} is commutative, associative and idempotent, so a record is a function of the set
 * of facts: order, repeats and shards do not matter (promise 1), and no time ever moves backwards
 * (promise 2).
 *
 * @param identityStoreId the store that the user lives in, which never changes; should records name
 *     two all the same, it is the greater, whatever came first
 * @param firstSeen the earliest proof that the user exists; the only register that keeps the
 *     minimum
 * @param portalUse the latest use of the access portal, of which writers may keep less than every
 *     move
 * @param passwordReset the latest one-time password that an administrator set
 * @param linkSent the latest mail with a link to set a password, or reset whose kind is not known
 * @param access what is known of whether the user may sign in
 * @param doubted the latest record that may have enabled or disabled the user and hides which
 * @param deleted kept apart from {@code access}, so that nothing but a newer creation or the
 *     directory can outdo it
 * @param listing the directory's latest word; kept apart from what events say, so that an answer
 *     which only confirms a disabling does not make it look newer than it is
 * @param contact what the directory says of the person, for alerts
 */
public record UserRecord(
    UserId id,
    Optional<Register<String>> name,
    Optional<String> identityStoreId,
    Optional<Proof> firstSeen,
    SignIns signIns,
    Optional<Proof> portalUse,
    Optional<Proof> passwordReset,
    Optional<Proof> linkSent,
    Optional<Register<Creation>> created,
    AccessHistory access,
    Optional<Proof> doubted,
    Optional<Proof> deleted,
    Optional<Register<Listing>> listing,
    Contact contact) {

  /** The directory's word. */
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
   * The way in which a user came to be; the greater of two that one record proves is the one with a
   * password.
   */
  public enum Creation {
    /** By the API or by SCIM: a password comes later, if at all. */
    WITHOUT_PASSWORD,
    /** An invitation was mailed. */
    INVITED,
    WITH_PASSWORD;

    static Creation of(Kind.PasswordMode mode) {
      return switch (mode) {
        case ONE_TIME -> WITH_PASSWORD;
        case EMAIL -> INVITED;
        case UNKNOWN -> WITHOUT_PASSWORD;
      };
    }

    /** The name under which it is kept, such as {@code with-password}. Never to be changed. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The user's status by all that is known; enabled where nothing says otherwise. */
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
        SignIns.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        AccessHistory.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Contact.NONE);
  }

  /**
   * The record of what one fact proves about the user {@code id}, to whom its subject was found to
   * belong.
   */
  public static UserRecord of(UserId id, Fact fact) {
    Kind kind = fact.kind();
    Proof proof = fact.proof();
    boolean reset = kind instanceof Kind.PasswordReset;
    boolean set = kind instanceof Kind.PasswordReset(var mode) && mode == PasswordMode.ONE_TIME;
    return new UserRecord(
        id,
        fact.subject().name().map(name -> new Register<>(name, proof)),
        fact.identityStoreId(),
        Optional.of(proof),
        SignIns.of(kind, proof),
        provedIf(kind instanceof Kind.PortalActivity, proof),
        provedIf(set, proof),
        provedIf(reset && !set, proof),
        kind instanceof Kind.UserCreated(_, var mode)
            ? Optional.of(new Register<>(Creation.of(mode), proof))
            : Optional.empty(),
        AccessHistory.of(kind, proof),
        provedIf(kind instanceof Kind.UserUpdated(var doubt) && doubt, proof),
        provedIf(kind instanceof Kind.UserDeleted, proof),
        kind instanceof Kind.Listed(var presence, var creation)
            ? Optional.of(new Register<>(new Listing(presence, creation), proof))
            : Optional.empty(),
        kind instanceof Kind.Described said ? Contact.of(said, proof) : Contact.NONE);
  }

  /**
   * The record of all that both records prove.
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
        signIns.join(other.signIns),
        later(portalUse, other.portalUse),
        later(passwordReset, other.passwordReset),
        later(linkSent, other.linkSent),
        later(created, other.created),
        access.join(other.access),
        later(doubted, other.doubted),
        later(deleted, other.deleted),
        later(listing, other.listing),
        contact.join(other.contact));
  }

  /** The latest sign-in. */
  public Optional<Proof> lastAuthenticated() {
    return signIns.latest();
  }

  /** The latest sign-in or use of the access portal. */
  public Optional<Proof> lastActivity() {
    return later(signIns.latest(), portalUse);
  }

  /** The credentials of the latest sign-in that said them and was not an enrolment. */
  public Optional<Register<Credentials>> credentials() {
    return signIns.credentials();
  }

  public Status status() {
    if (deletion().isPresent()) {
      return Status.DELETED;
    }
    return disabling().isPresent() ? Status.DISABLED : Status.ENABLED;
  }

  /**
   * The proof that the user is gone. A deletion stands until a creation that is newer, or until the
   * directory still has the user: promise 3, nobody rises.
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
   * The proof that the user was gone at that instant. Whoever was made anew after it was gone until
   * then, whatever the directory says now.
   */
  public Optional<Proof> deletionAt(Instant at) {
    boolean madeAnew = created.filter(it -> it.proof().time().isAfter(at)).isPresent();
    Optional<Proof> then =
        madeAnew
            ? deleted
                .or(() ->
                    listing
                        .filter(word -> word.value().presence() == Presence.GONE)
                        .map(Register::proof))
                .filter(gone -> !access.createdWithin(gone.time(), at))
            : deletion();
    return then.filter(gone -> gone.time().isBefore(at));
  }

  /** The proof that a user who is not gone may not sign in. */
  public Optional<Proof> disabling() {
    return access.disabling();
  }

  /**
   * True if the user may have been enabled or disabled by a record that hides which, and nothing
   * newer says how it is. The status is the last known one until then.
   */
  public boolean inDoubt() {
    return doubted
        .filter(doubt ->
            access.latest().filter(word -> word.countsFrom().isAfter(doubt.time())).isEmpty())
        .filter(doubt -> !(saysStatus() && wordAfter(doubt)))
        .filter(_ -> deletion().isEmpty())
        .isPresent();
  }

  private boolean saysStatus() {
    return listing.filter(word -> word.value().presence() != Presence.PRESENT).isPresent();
  }

  /** True if the directory was asked after it, whatever it said and whatever the clocks differ. */
  public boolean wordAfter(Proof proof) {
    return listing
        .map(word -> word.proof().time().minus(Proof.CLOCK_TOLERANCE))
        .filter(countsFrom -> countsFrom.isAfter(proof.time()))
        .isPresent();
  }

  /** The proof of since when the user may not sign in; of a disabling and a deletion the first. */
  public Optional<Proof> revocation() {
    return earlier(deletion(), disabling());
  }

  /** Every proof of that: of events and of the directory the latest each. */
  public Stream<Proof> revocations() {
    return Stream.of(
            deletion(),
            disabling(),
            listing
                .filter(word -> word.value().presence().revokes())
                .filter(_ -> status() != Status.ENABLED)
                .map(Register::proof))
        .flatMap(Optional::stream);
  }

  /** The proof of when the user came to be: the event, or else what the directory remembers. */
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
    return listing.filter(word -> word.value().presence() != Presence.GONE).isPresent()
        && wordAfter(proof);
  }

  private static boolean isAfter(Proof one, Proof other) {
    return one.time().isAfter(other.time());
  }

  /** The latest proof that the user was there. */
  public Optional<Proof> lastSeen() {
    return signs().max(Comparator.naturalOrder());
  }

  /**
   * The proofs that the user was there, of each sort the latest: all but a deletion, and the
   * directory's word that there is no such user.
   */
  public Stream<Proof> signs() {
    return Stream.of(
            name.map(Register::proof),
            firstSeen,
            lastActivity(),
            passwordReset,
            linkSent,
            created.map(Register::proof),
            access.latest().map(AccessHistory.Entry::proof),
            doubted,
            listing.map(Register::proof))
        .flatMap(Optional::stream)
        .filter(proof -> !Optional.of(proof).equals(deleted) && !isGoneWord(proof));
  }

  /** A word that is about nobody is the first that was seen of a user who is only known as gone. */
  private boolean isGoneWord(Proof proof) {
    return listing
        .filter(word -> word.value().presence() == Presence.GONE && word.proof().equals(proof))
        .isPresent();
  }

  /** The facts that are known of the user's password. */
  public Passwords passwords() {
    return new Passwords(signIns, passwordReset, linkSent, created, creation());
  }

  /** The same record with another use of the portal, for writers that do not store every move. */
  public UserRecord withPortalUse(Optional<Proof> other) {
    return with(name, other);
  }

  /** The same record with another name. */
  public UserRecord withName(Optional<Register<String>> other) {
    return with(other, portalUse);
  }

  private UserRecord with(Optional<Register<String>> otherName, Optional<Proof> otherUse) {
    return new UserRecord(
        id,
        otherName,
        identityStoreId,
        firstSeen,
        signIns,
        otherUse,
        passwordReset,
        linkSent,
        created,
        access,
        doubted,
        deleted,
        listing,
        contact);
  }

  private static Optional<Proof> provedIf(boolean holds, Proof proof) {
    return holds ? Optional.of(proof) : Optional.empty();
  }
}
