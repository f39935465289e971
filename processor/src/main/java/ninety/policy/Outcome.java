package ninety.policy;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import ninety.user.Proof;
import ninety.user.UserRecord.Status;

/**
 * A standing as people and machines read it.
 *
 * @param since what the count runs from, or when a revoked access was used; empty where nothing
 *     counts
 * @param days whole days of observed idle time, rounded down; empty where no days are counted
 * @param next when the standing changes if nothing happens before: the next level, or the day from
 *     which on it is known; empty where nothing counts, an exemption included
 * @param because why the control does not apply, such as {@code second-factor}
 * @param eventId of the record that proves {@code since}; coverage has none
 */
public record Outcome(
    Word word,
    Optional<Instant> since,
    Optional<Long> days,
    Optional<Instant> next,
    Optional<String> because,
    Optional<String> eventId) {

  /** The standing in a word; declared from the worst to the best, as lists are sorted. */
  public enum Word {
    ESCALATED,
    BREACH,
    WARNING,
    /** The true time could be above the first level, and too little of it was observed. */
    NOT_DETERMINABLE,
    NOT_CHECKED,
    EXEMPT,
    /** Only where an activity, a reset or a creation within the days is proved. */
    COMPLIANT,
    NOT_APPLICABLE;

    /** The name under which people and machines read it, such as {@code not-applicable}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Word of(Level level) {
      return switch (level) {
        case WARNING -> WARNING;
        case BREACH -> BREACH;
        case ESCALATED -> ESCALATED;
      };
    }
  }

  /**
   * The reading of a user's standing.
   *
   * @param status of the user, which says why the use of a revoked access is over
   */
  public static Outcome of(Standing standing, Status status) {
    return switch (standing) {
      case Standing.BeyondHorizon beyond -> notYetJudged(beyond);
      case Standing.Counting counting ->
          counted(counting.level().map(Word::of).orElse(Word.COMPLIANT), counting);
      case Standing.NotDeterminable(var soFar) ->
          soFar
              .map(counting -> counted(Word.NOT_DETERMINABLE, counting))
              .orElseGet(() -> bare(Word.NOT_DETERMINABLE));
      case Standing.Used used when used.exemption().isPresent() -> bare(Word.EXEMPT);
      case Standing.Used used when used.breached() ->
          new Outcome(
              Word.BREACH,
              Optional.of(used.baseline().since()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(used.use().use().eventId()));
      case Standing.Used _ -> notApplicable(because(status), Optional.empty());
      case Standing.Exempt _ -> bare(Word.EXEMPT);
      case Standing.NotApplicable(var because, _, var until) -> notApplicable(because, until);
      case Standing.NotChecked(var soFar, var next) ->
          soFar
              .map(counting -> counted(Word.NOT_CHECKED, counting))
              .orElseGet(() ->
                  new Outcome(
                      Word.NOT_CHECKED,
                      Optional.empty(),
                      Optional.empty(),
                      next,
                      Optional.empty(),
                      Optional.empty()));
    };
  }

  private static Outcome counted(Word word, Standing.Counting counting) {
    Instant since = counting.baseline().since();
    return new Outcome(
        word,
        Optional.of(since),
        Optional.of(counting.idle().toDays()),
        counting.next(),
        Optional.empty(),
        counting.baseline().proof().map(Proof::eventId));
  }

  /** A use beyond the horizon: what allowed it may be among the records to come. */
  private static Outcome notYetJudged(Standing.BeyondHorizon use) {
    return new Outcome(
        Word.NOT_DETERMINABLE,
        Optional.of(use.baseline().since()),
        Optional.empty(),
        Optional.of(use.next()),
        Optional.empty(),
        use.baseline().proof().map(Proof::eventId));
  }

  private static Outcome bare(Word word) {
    return new Outcome(
        word,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Outcome notApplicable(Standing.Because because, Optional<Instant> next) {
    return new Outcome(
        Word.NOT_APPLICABLE,
        Optional.empty(),
        Optional.empty(),
        next,
        Optional.of(because.label()),
        Optional.empty());
  }

  private static Standing.Because because(Status status) {
    return switch (status) {
      case ENABLED -> Standing.Because.ENABLED;
      case DISABLED -> Standing.Because.DISABLED;
      case DELETED -> Standing.Because.DELETED;
    };
  }
}
