package ninety.finding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Observed;
import ninety.coverage.Span;
import ninety.exemption.Exemption;
import ninety.exemption.Exemptions;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.policy.Policy;
import ninety.policy.Policy.Basis;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.Terms;
import ninety.policy.Thresholds;
import ninety.user.Author;
import ninety.user.Credentials;
import ninety.user.DirectoryWord;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;

/**
 * A made-up user's story under one control: facts as they come and judgements in between, made by
 * the real {@link Judgement}. Times are given as text, such as {@code 2026-06-01T08:14:27Z}.
 *
 * <pre>{@code
 * var story = Transitions.of(Control.INACTIVITY).signedIn("2026-06-01T08:14:27Z");
 * UserTransition warning = story.judged("2026-08-26T08:15:02.118Z");
 * UserTransition end = story.disabled("2026-08-27T10:00:00Z").judged("2026-08-27T10:00:40Z");
 * }</pre>
 */
public final class Transitions {

  public static final UserId MARA = new UserId("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3");

  private final Control control;
  private Policy policy = Policy.STANDARD;
  private Optional<Instant> since = Optional.of(Instant.parse("2020-01-01T00:00:00Z"));
  private Exemptions exemptions = Exemptions.NONE;
  private DirectoryWord directory =
      new DirectoryWord.Unavailable(DirectoryWord.Reason.NOT_CONFIGURED);
  private Optional<String> name = Optional.of("mara.lindqvist");
  private Optional<String> store = Optional.of("d-9067f2a1c4");
  private final List<Span> gaps = new ArrayList<>();
  private Dossier dossier = Dossier.unknown(MARA);

  private Transitions(Control control) {
    this.control = control;
  }

  public static Transitions of(Control control) {
    return new Transitions(control);
  }

  public Transitions named(String other) {
    name = Optional.of(other);
    return this;
  }

  public Transitions withoutName() {
    name = Optional.empty();
    return this;
  }

  public Transitions withoutStore() {
    store = Optional.empty();
    return this;
  }

  public Transitions after(Duration warning, Duration breach, Duration escalated) {
    Thresholds thresholds = new Thresholds(warning, breach, escalated);
    return under(policy.with(thresholds, thresholds));
  }

  public Transitions basedOn(Basis basis) {
    return under(policy.with(basis));
  }

  public Transitions under(PasswordRule rule) {
    return under(policy.with(rule));
  }

  public Transitions under(Policy other) {
    policy = other;
    return this;
  }

  /** Since when the source is listened to without a gap; long before all else, if not said. */
  public Transitions listenedToSince(String instant) {
    since = Optional.of(Instant.parse(instant));
    return this;
  }

  /** Nobody listened between the two instants. */
  public Transitions deaf(String from, String to) {
    gaps.add(new Span(Instant.parse(from), Instant.parse(to)));
    return this;
  }

  public Transitions listenedToNever() {
    since = Optional.empty();
    return this;
  }

  public Transitions exempt(Exemption exemption) {
    exemptions = exemptions.with(exemption);
    return this;
  }

  public Transitions exempt(String until, String owner, String reason) {
    return exempt(exemption(until, owner, reason));
  }

  private static Exemption exemption(String until, String owner, String reason) {
    return new Exemption(
        "x-1",
        new Exemption.Who.ById(MARA),
        owner,
        reason,
        Instant.parse(until),
        new Author(
            "arn:aws:sts::111122223333:assumed-role/Security/jonas",
            Instant.parse("2026-08-28T11:05:40Z")),
        Optional.empty());
  }

  public Transitions directory(DirectoryWord word) {
    directory = word;
    return this;
  }

  /** The directory is asked before each judgement from now on, and this is what it said. */
  public Transitions asked(String at, Presence presence) {
    return asked(at, presence, Optional.empty());
  }

  /** The same, where the answer says when the user was created. */
  public Transitions asked(String at, Presence presence, Optional<Instant> creation) {
    Proof answer =
        new Proof(
            Instant.parse(at),
            eventId("answer " + at),
            "identitystore.amazonaws.com DescribeUser",
            Proof.Source.DIRECTORY);
    return directory(
            new DirectoryWord.Reported(presence, Optional.empty(), Optional.empty(), answer))
        .learn(new Kind.Listed(presence, creation), answer);
  }

  public Transitions created(String at) {
    return learn(
        new Kind.UserCreated(true, Kind.PasswordMode.UNKNOWN),
        "sso-directory.amazonaws.com CreateUser",
        at);
  }

  public Transitions createdWithPassword(String at) {
    return learn(
        new Kind.UserCreated(true, Kind.PasswordMode.ONE_TIME),
        "sso-directory.amazonaws.com CreateUser",
        at);
  }

  public Transitions signedIn(String at) {
    return signedIn(at, eventId("sign-in " + at));
  }

  public Transitions signedIn(String at, String eventId) {
    return learn(
        new Kind.SignIn(Credentials.parse("PASSWORD")),
        new Proof(Instant.parse(at), eventId, "signin.amazonaws.com UserAuthentication"));
  }

  public Transitions signedInWith(String credentials, String at) {
    return learn(
        new Kind.SignIn(Credentials.parse(credentials)),
        "signin.amazonaws.com UserAuthentication",
        at);
  }

  /** The directory said so when it was asked. */
  public Transitions listed(Kind.Presence presence, String at) {
    String call = "identitystore.amazonaws.com DescribeUser";
    return learn(
        new Kind.Listed(presence, Optional.empty()),
        new Proof(Instant.parse(at), eventId(call + at), call, Proof.Source.DIRECTORY));
  }

  public Transitions signedInExternally(String at) {
    return learn(
        new Kind.SignIn(Credentials.parse("EXTERNAL_IDP")),
        "signin.amazonaws.com UserAuthentication",
        at);
  }

  public Transitions usedPortal(String at) {
    return learn(new Kind.PortalActivity(), "sso.amazonaws.com Federate", at);
  }

  /** A reset by a mailed link. */
  public Transitions linkSent(String at) {
    return learn(
        new Kind.PasswordReset(Kind.PasswordMode.EMAIL),
        "sso-directory.amazonaws.com UpdatePassword",
        at);
  }

  public Transitions passwordReset(String at) {
    return learn(
        new Kind.PasswordReset(Kind.PasswordMode.ONE_TIME),
        "sso-directory.amazonaws.com UpdatePassword",
        at);
  }

  public Transitions disabled(String at) {
    return learn(new Kind.UserDisabled(), "sso-directory.amazonaws.com DisableUser", at);
  }

  public Transitions enabled(String at) {
    return learn(new Kind.UserEnabled(), "sso-directory.amazonaws.com EnableUser", at);
  }

  public Transitions deleted(String at) {
    return learn(new Kind.UserDeleted(), "sso-directory.amazonaws.com DeleteUser", at);
  }

  /** The user was seen, and nothing else is known from it. */
  public Transitions seen(String at) {
    return learn(new Kind.UserUpdated(false), "sso-directory.amazonaws.com UpdateUser", at);
  }

  /**
   * The one step that the finding takes.
   *
   * @throws IllegalStateException if it takes none, or several
   */
  public UserTransition judged(String at) {
    List<UserTransition> transitions = allJudged(at);
    if (transitions.size() != 1) {
      throw new IllegalStateException("not one step but " + transitions.size() + " at " + at);
    }
    return transitions.getFirst();
  }

  /** All steps, such as an end and a new beginning. */
  public List<UserTransition> allJudged(String at) {
    Instant now = Instant.parse(at);
    Judgement judgement =
        Judgement.of(
            dossier,
            new Terms(policy, exemptions, since.map(it -> new Observed(it, gaps)), now, now),
            directory);
    dossier = judgement.applyTo(dossier, List.of());
    return judgement.transitions().stream()
        .filter(transition -> transition.finding().control() == control)
        .toList();
  }

  /**
   * The end of the finding that is open, for any cause and with or without a proof, even one that
   * no judgement comes to (yet).
   */
  public static UserTransition ended(UserTransition open, Cause cause, Optional<Proof> proof) {
    return closed(open, new UserTransition.Resolved(cause, proof));
  }

  /** The end of the finding that is open, since its user is exempt. */
  public static UserTransition exempted(UserTransition open, String owner, String reason) {
    return closed(
        open, new UserTransition.Suppressed(exemption("2027-01-01T00:00:00Z", owner, reason)));
  }

  private static UserTransition closed(UserTransition open, UserTransition.Step end) {
    Finding last = open.finding();
    Finding closed =
        new Finding(
            last.uid(),
            last.control(),
            last.level(),
            last.baseline(),
            last.firstSeen(),
            last.openedAt(),
            last.lastSeen(),
            last.sequence() + 1);
    return new UserTransition(
        closed,
        end,
        open.user(),
        open.policy(),
        open.directory(),
        open.observed(),
        open.asOf().plus(Duration.ofHours(20)),
        open.time().plus(Duration.ofHours(20)),
        end instanceof UserTransition.Resolved(var cause, _) && cause == Cause.RULE_CORRECTED);
  }

  private Transitions learn(Kind kind, String call, String at) {
    return learn(kind, new Proof(Instant.parse(at), eventId(call + at), call));
  }

  private Transitions learn(Kind kind, Proof proof) {
    Fact fact = new Fact(new Subject.ById(MARA, name), store, kind, proof);
    dossier = dossier.absorb(UserRecord.of(MARA, fact), Duration.ZERO).orElse(dossier);
    return this;
  }

  private static String eventId(String seed) {
    return UUID.nameUUIDFromBytes(seed.getBytes(UTF_8)).toString();
  }
}
