package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserId;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/**
 * Everything that is kept about one user: the user record, which the consumer keeps, what the sweep
 * decided from it, and when the sweep shall look again.
 *
 * @param watches one for each control
 * @param outbox alerts that were decided on and are not yet known to have arrived: the intents
 * @param due the next instant at which a sweep could find something new; empty where only a change
 *     of the record can bring something new
 * @param version of what is stored; 0 where nothing is
 */
public record Dossier(
    UserRecord user,
    Map<Control, Watch> watches,
    List<Alert> outbox,
    Optional<Instant> due,
    long version) {

  /** Due before any sweep, whatever its clock says. */
  public static final Instant AT_ONCE = Instant.EPOCH;

  public Dossier {
    Map<Control, Watch> complete = new EnumMap<>(Control.class);
    for (Control control : Control.values()) {
      complete.put(control, watches.getOrDefault(control, Watch.QUIET));
    }
    watches = Collections.unmodifiableMap(complete);
    outbox = List.copyOf(outbox);
  }

  /** The dossier of a user of whom nothing is stored. */
  public static Dossier unknown(UserId id) {
    return new Dossier(UserRecord.unknown(id), Map.of(), List.of(), Optional.empty(), 0);
  }

  public Watch watch(Control control) {
    return watches.getOrDefault(control, Watch.QUIET);
  }

  public boolean stored() {
    return version > 0;
  }

  /** Whether a sweep that judges as of this instant shall look at the user. */
  public boolean isDue(Instant asOf) {
    return due.filter(instant -> !instant.isAfter(asOf)).isPresent();
  }

  /**
   * The dossier after news about its user; empty where the news is not worth a write.
   *
   * <p>A move of the last activity (and of the proof of an unchanged name, which comes with it) by
   * less than {@code granularity} alone is not worth one: a day at the screen costs one write an
   * hour, not one an event. The stored time is then earlier than the truth by less than that, and
   * of two names within that time the stored one can be the earlier.
   */
  public Optional<Dossier> absorb(UserRecord news, Duration granularity) {
    UserRecord joined = user.join(news);
    if (joined.equals(user) || (stored() && differsLittle(joined, granularity))) {
      return Optional.empty();
    }
    Optional<Instant> next = onlyLaterActivity(joined) ? due : Optional.of(AT_ONCE);
    return Optional.of(new Dossier(joined, watches, outbox, next, version));
  }

  private boolean differsLittle(UserRecord joined, Duration granularity) {
    return joined.withActivity(user.lastActivity()).withName(user.name()).equals(user)
        && nameOf(joined).equals(nameOf(user))
        && movedLess(user.lastActivity(), joined.lastActivity(), granularity)
        && movedLess(
            user.name().map(Register::proof), joined.name().map(Register::proof), granularity);
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
   * Whether the change can only put off what is due: the lazy re-arm. A sign-in then costs no write
   * to the index; the sweep comes at the old time, finds the user active and moves the date. All
   * else is rare and may bring something forward, so the sweep shall look at once; as it shall
   * where a finding is open, since closing must be prompt.
   */
  private boolean onlyLaterActivity(UserRecord joined) {
    return quiet()
        && due.isPresent()
        && joined.status() == Status.ENABLED
        && user.status() == Status.ENABLED
        && joined.creation().equals(user.creation())
        && joined.passwordReset().equals(user.passwordReset())
        && nameOf(joined).equals(nameOf(user)) // an exemption may go by it
        && joined.external() == user.external()
        && joined.secondFactorAlways() == user.secondFactorAlways();
  }

  /** Whether no finding is open, and nothing waits to be told. */
  public boolean quiet() {
    return outbox.isEmpty() && watches.values().stream().allMatch(watch -> watch.open().isEmpty());
  }

  private static Optional<String> nameOf(UserRecord user) {
    return user.name().map(Register::value);
  }

  /** The same dossier about a user of whom more is known. */
  public Dossier withUser(UserRecord more) {
    return new Dossier(more, watches, outbox, due, version);
  }

  /** The same dossier with another date. */
  public Dossier withDue(Optional<Instant> date) {
    return new Dossier(user, watches, outbox, date, version);
  }

  public Dossier withVersion(long stored) {
    return new Dossier(user, watches, outbox, due, stored);
  }
}
