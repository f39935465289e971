package ninety.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Facts about a made-up user. What is not said is the same for all: one store, one name, and an
 * event id that follows from what happened and when.
 */
public final class Facts {

  public static final String STORE = "d-9067f2a1c4";

  private final UserId user;

  private Facts(UserId user) {
    this.user = user;
  }

  public static Facts about(UserId user) {
    return new Facts(user);
  }

  /** The made-up user of this number. */
  public static UserId user(int number) {
    return new UserId("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-%012x".formatted(number));
  }

  public Fact signedIn(Instant at) {
    return of(new Kind.SignIn(Credentials.parse("PASSWORD,TOTP")), at);
  }

  /** The other call of a login, which does not say the credentials. */
  public Fact authenticated(Instant at) {
    return of(new Kind.SignIn(Optional.empty()), at);
  }

  public Fact signedInExternally(Instant at) {
    return of(new Kind.SignIn(Credentials.parse("EXTERNAL_IDP")), at);
  }

  public Fact usedPortal(Instant at) {
    return of(new Kind.PortalActivity(), at);
  }

  public Fact passwordReset(Instant at) {
    return of(new Kind.PasswordReset(Kind.PasswordMode.ONE_TIME), at);
  }

  public Fact created(Instant at) {
    return of(new Kind.UserCreated(true, Kind.PasswordMode.UNKNOWN), at);
  }

  public Fact createdWithPassword(Instant at) {
    return of(new Kind.UserCreated(true, Kind.PasswordMode.ONE_TIME), at);
  }

  public Fact createdDisabled(Instant at) {
    return of(new Kind.UserCreated(false, Kind.PasswordMode.UNKNOWN), at);
  }

  /** An invitation was mailed. */
  public Fact invited(Instant at) {
    return of(new Kind.UserCreated(true, Kind.PasswordMode.EMAIL), at);
  }

  /** A link to set a password was mailed. */
  public Fact linkSent(Instant at) {
    return of(new Kind.PasswordReset(Kind.PasswordMode.EMAIL), at);
  }

  /** A second factor was registered and proved within the sign-in. */
  public Fact enrolled(Instant at) {
    return of(new Kind.SignIn(Optional.of(Credentials.parse("PASSWORD")), true), at);
  }

  /** The status may have changed, and the record hides to what. */
  public Fact statusHidden(Instant at) {
    return of(new Kind.UserUpdated(true), at);
  }

  public Fact deleted(Instant at) {
    return of(new Kind.UserDeleted(), at);
  }

  public Fact disabled(Instant at) {
    return of(new Kind.UserDisabled(), at);
  }

  public Fact enabled(Instant at) {
    return of(new Kind.UserEnabled(), at);
  }

  public Fact signedInWith(String credentials, Instant at) {
    return of(new Kind.SignIn(Credentials.parse(credentials)), at);
  }

  /** The directory said so when it was asked. */
  public Fact listed(Kind.Presence presence, Instant at) {
    return of(new Kind.Listed(presence, Optional.empty()), at);
  }

  /** The user was seen, and nothing else is known from it. */
  public Fact seen(Instant at) {
    return of(new Kind.UserUpdated(false), at);
  }

  public Fact of(Kind kind, Instant at) {
    String event = user + kind.label() + at;
    return of(kind, at, UUID.nameUUIDFromBytes(event.getBytes(UTF_8)).toString());
  }

  public Fact of(Kind kind, Instant at, String eventId) {
    return new Fact(
        new Subject.ById(user, Optional.of("mara.lindqvist")),
        Optional.of(STORE),
        kind,
        new Proof(at, eventId, call(kind), source(kind)));
  }

  static Proof.Source source(Kind kind) {
    return kind instanceof Kind.Listed || kind instanceof Kind.Described
        ? Proof.Source.DIRECTORY
        : Proof.Source.CLOUDTRAIL;
  }

  /** What these facts prove together. */
  public static UserRecord record(UserId user, Iterable<Fact> facts) {
    UserRecord record = UserRecord.unknown(user);
    for (Fact fact : facts) {
      record = record.join(UserRecord.of(user, fact));
    }
    return record;
  }

  /** The call that proves such a thing, as CloudTrail names it. */
  static String call(Kind kind) {
    return switch (kind) {
      case Kind.SignIn _ -> "signin.amazonaws.com UserAuthentication";
      case Kind.PortalActivity _ -> "sso.amazonaws.com Federate";
      case Kind.PasswordReset _ -> "sso-directory.amazonaws.com UpdatePassword";
      case Kind.UserCreated _ -> "sso-directory.amazonaws.com CreateUser";
      case Kind.UserDeleted _ -> "sso-directory.amazonaws.com DeleteUser";
      case Kind.UserDisabled _ -> "sso-directory.amazonaws.com DisableUser";
      case Kind.UserEnabled _ -> "sso-directory.amazonaws.com EnableUser";
      case Kind.UserUpdated _ -> "sso-directory.amazonaws.com UpdateUser";
      case Kind.Listed _, Kind.Described _ -> "identitystore.amazonaws.com DescribeUser";
    };
  }
}
