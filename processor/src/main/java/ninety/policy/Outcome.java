package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.user.Proof;
import ninety.user.UserRecord.Status;

/**
 * How a standing reads, for people and machines.
 *
 * @param standing {@code compliant}, {@code warning}, {@code breach}, {@code escalated}, {@code
 *     exempt}, {@code not-applicable}, {@code not-determinable} or {@code not-checked}
 * @param since what the count runs from; empty where nothing counts, as the next three
 * @param days whole days of observed idle time, rounded down
 * @param next when the standing changes if nothing happens before: the next level, or the day from
 *     which on it can be determined
 * @param because why the control does not apply, such as {@code second-factor}
 * @param eventId of the record that proves what the count runs from
 */
public record Outcome(
    String standing,
    Optional<Instant> since,
    Optional<Long> days,
    Optional<Instant> next,
    Optional<String> because,
    Optional<String> eventId) {

  public static final String COMPLIANT = "compliant";
  public static final String EXEMPT = "exempt";
  public static final String NOT_APPLICABLE = "not-applicable";
  public static final String NOT_DETERMINABLE = "not-determinable";
  public static final String NOT_CHECKED = "not-checked";

  /**
   * @param status of the user, which says why a revocation was not disregarded
   */
  public static Outcome of(Standing standing, Status status, Instant asOf) {
    return switch (standing) {
      case Standing.Counting counting ->
          counted(counting.level().map(Level::label).orElse(COMPLIANT), counting, asOf);
      case Standing.NotDeterminable(var soFar) ->
          soFar
              .map(counting -> counted(NOT_DETERMINABLE, counting, asOf))
              .orElseGet(() -> bare(NOT_DETERMINABLE, Optional.empty(), Optional.empty()));
      case Standing.Used used when used.exemption().isPresent() ->
          bare(EXEMPT, used.exemption().map(Exemption::until), Optional.empty());
      case Standing.Used used when used.breached() ->
          new Outcome(
              Level.BREACH.label(),
              Optional.of(used.baseline().since()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(used.use().use().eventId()));
      case Standing.Used _ -> bare(NOT_APPLICABLE, Optional.empty(), Optional.of(because(status)));
      case Standing.Exempt(var exemption) ->
          bare(EXEMPT, Optional.of(exemption.until()), Optional.empty());
      case Standing.NotApplicable(var because, _, var until) ->
          bare(NOT_APPLICABLE, until, Optional.of(because.label()));
      case Standing.NotChecked() -> bare(NOT_CHECKED, Optional.empty(), Optional.empty());
    };
  }

  private static Outcome counted(String standing, Standing.Counting counting, Instant asOf) {
    Instant since = counting.baseline().since();
    return new Outcome(
        standing,
        Optional.of(since),
        Optional.of(Math.max(0, Duration.between(since, asOf).toDays())),
        counting.next(),
        Optional.empty(),
        counting.baseline().proof().map(Proof::eventId));
  }

  private static Outcome bare(String standing, Optional<Instant> next, Optional<String> because) {
    return new Outcome(
        standing, Optional.empty(), Optional.empty(), next, because, Optional.empty());
  }

  private static String because(Status status) {
    return switch (status) {
      case ENABLED -> Standing.Because.ENABLED.label();
      case DISABLED -> Standing.Because.DISABLED.label();
      case DELETED -> Standing.Because.DELETED.label();
    };
  }
}
