package ninety.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.policy.Control;
import ninety.policy.Policy;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserId;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/**
 * Everything that is kept about one user: the user record, which the consumer keeps, what the sweep
 * decided from it, and when the sweep shall look again.
 *
 * @param states one for each control
 * @param outbox alerts that were decided on and are not yet known to have arrived: the intents
 * @param parked the latest alerts that the queue refuses for good
 * @param due when a sweep could find something new
 * @param edition of the rules by which it was judged last ({@link Policy#EDITION})
 * @param version of what is stored; 0 where nothing is
 * @param rest what is stored besides
 */
public record Dossier(
    UserRecord user,
    Map<Control, ControlState> states,
    List<Alert> outbox,
    List<Parked> parked,
    Due due,
    int edition,
    long version,
    Rest rest) {

  private static final int MOST_PARKED = 10;

  public Dossier {
    Map<Control, ControlState> complete = new EnumMap<>(Control.class);
    for (Control control : Control.values()) {
      complete.put(control, states.getOrDefault(control, ControlState.Quiet.NEVER));
    }
    states = Collections.unmodifiableMap(complete);
    outbox = List.copyOf(outbox);
    parked = List.copyOf(parked.subList(Math.max(0, parked.size() - MOST_PARKED), parked.size()));
  }

  /** A dossier without parked alerts, judged by the rules as they are. */
  public Dossier(
      UserRecord user,
      Map<Control, ControlState> states,
      List<Alert> outbox,
      Due due,
      long version) {
    this(user, states, outbox, List.of(), due, Policy.EDITION, version, Rest.NONE);
  }

  /**
   * The part of what is stored that only a newer version of this program can read. Whoever changes
   * the dossier hands it on, and it is stored again.
   */
  public interface Rest {
    /** There is nothing of the kind. */
    Rest NONE = new Rest() {};
  }

  /**
   * An alert that cannot be delivered until a person changes something.
   *
   * @param reason the queue's word, such as {@code InvalidMessageContents}
   */
  public record Parked(Alert alert, String reason, Instant at) {}

  /** The dossier of a user of whom nothing is stored. */
  public static Dossier unknown(UserId id) {
    return new Dossier(UserRecord.unknown(id), Map.of(), List.of(), new Due.Never(), 0);
  }

  public ControlState state(Control control) {
    return states.getOrDefault(control, ControlState.Quiet.NEVER);
  }

  public boolean stored() {
    return version > 0;
  }

  /** True if a sweep that judges as of this instant shall look at the user. */
  public boolean isDue(Instant asOf) {
    return due.by(asOf);
  }

  /**
   * The dossier after news about its user; empty where the news is not worth a write.
   *
   * <p>A use of the portal (and the proof of an unchanged name, which comes with it) that moves the
   * last activity by less than {@code granularity} alone is not worth one: a day at the screen
   * costs one write an hour, not one an event. The stored time is then earlier than the truth by
   * less than that, and of two names within that time the stored one can be the earlier. Of a user
   * who is not enabled, or whose status changed since the last activity, every use is written.
   */
  public Optional<Dossier> absorb(UserRecord news, Duration granularity) {
    UserRecord joined = user.join(news);
    if (joined.equals(user) || (stored() && differsLittle(joined, granularity))) {
      return Optional.empty();
    }
    Due next = onlyLaterActivity(joined) ? due : new Due.Now();
    return Optional.of(withUser(joined).withDue(next));
  }

  private boolean differsLittle(UserRecord joined, Duration granularity) {
    return !granularity.isZero()
        && joined.withPortalUse(user.portalUse()).withName(user.name()).equals(user)
        && user.status() == Status.ENABLED
        && !user.inDoubt()
        && noStatusSince(user.lastActivity())
        && nameOf(joined).equals(nameOf(user))
        && movedLess(user.lastActivity(), joined.lastActivity(), granularity)
        && movedLess(
            user.name().map(Register::proof), joined.name().map(Register::proof), granularity);
  }

  /** A use after a change of the status can be one of a revoked access, so each is written. */
  private boolean noStatusSince(Optional<Proof> activity) {
    Instant since = activity.map(Proof::time).orElse(Instant.MIN);
    return user.access().newest().stream().allMatch(entry -> entry.proof().time().isBefore(since));
  }

  private static boolean movedLess(Optional<Proof> from, Optional<Proof> to, Duration granularity) {
    if (from.equals(to)) {
      return true;
    }
    return from.isPresent()
        && to.isPresent()
        && Duration.between(from.get().time(), to.get().time()).compareTo(granularity) < 0;
  }

  /**
   * True if the change can only put off what is due: the lazy re-arm. A sign-in then costs no write
   * to the index; the sweep comes at the old time, finds the user active and moves the date. All
   * else is rare and may bring something forward, so the sweep shall look at once; as it shall
   * where a finding is open, since closing must be prompt.
   */
  private boolean onlyLaterActivity(UserRecord joined) {
    return quiet()
        && !(due instanceof Due.Never)
        && joined.status() == Status.ENABLED
        && user.status() == Status.ENABLED
        && joined.access().equals(user.access())
        && joined.deleted().equals(user.deleted())
        && isNoLateUse(user.lastAuthenticated(), joined.lastAuthenticated())
        && isNoLateUse(user.portalUse(), joined.portalUse())
        && joined.inDoubt() == user.inDoubt()
        && joined.creation().equals(user.creation())
        && nameOf(joined).equals(nameOf(user)) // an exemption may go by it
        && joined.passwords().gist().equals(user.passwords().gist());
  }

  /** A use from before the latest change of the status can be one of an access revoked then. */
  private boolean isNoLateUse(Optional<Proof> from, Optional<Proof> to) {
    return from.equals(to) || noStatusSince(to);
  }

  /** True if no finding is open, and nothing is pending. */
  public boolean quiet() {
    return outbox.isEmpty()
        && states.values().stream().allMatch(state -> state instanceof ControlState.Quiet);
  }

  private static Optional<String> nameOf(UserRecord user) {
    return user.name().map(Register::value);
  }

  /** The same dossier about a user of whom more is known. */
  public Dossier withUser(UserRecord more) {
    return new Dossier(more, states, outbox, parked, due, edition, version, rest);
  }

  /** The same dossier with these alerts to be sent, and those parked beside the earlier ones. */
  public Dossier withOutbox(List<Alert> left, List<Parked> refused) {
    List<Parked> all = new ArrayList<>(parked);
    all.addAll(refused);
    return new Dossier(user, states, left, all, due, edition, version, rest);
  }

  /** The same dossier with another date. */
  public Dossier withDue(Due date) {
    return new Dossier(user, states, outbox, parked, date, edition, version, rest);
  }

  public Dossier withVersion(long stored) {
    return new Dossier(user, states, outbox, parked, due, edition, stored, rest);
  }
}
