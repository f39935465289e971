package ninety.replay;

import java.time.Duration;
import java.time.Instant;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.UserRecord;

/**
 * Whether an archived record came by the stream too, as far as the table shows it. The table keeps
 * what records prove and not which came, so one is missed where what it proves is not there. One
 * that something later overtook leaves no trace and counts as come: misses are a lower bound.
 */
enum Arrival {
  /** Nothing that it proves is lacking. */
  CAME,

  /** It would have moved the last activity by too little to be written. */
  NOT_WRITTEN,

  /** It never came. */
  MISSED,

  /** It never came, of a time of which it is known that events were lost. */
  IN_GAP,

  /** It happened before anything came by the stream. */
  BEFORE_LISTENING;

  /**
   * Of one record alone, whatever others of the same user lack: what one of them proves is not in
   * what is stored either.
   *
   * @param stored what is stored about the user, before anything of the archive is
   */
  static Arrival of(UserRecord stored, Fact fact, Heard heard) {
    Instant time = fact.proof().time();
    if (heard.since().filter(since -> !time.isBefore(since)).isEmpty()) {
      return BEFORE_LISTENING;
    }
    UserRecord joined = stored.join(UserRecord.of(stored.id(), fact));
    if (joined.equals(stored)) {
      return CAME;
    }
    if (fact.kind() instanceof Kind.PortalActivity && isLittle(stored, joined, heard)) {
      return NOT_WRITTEN;
    }
    return heard.gaps().stream().anyMatch(gap -> gap.contains(time)) ? IN_GAP : MISSED;
  }

  /** Uses of the portal that came are written where they move the last activity by so much. */
  private static boolean isLittle(UserRecord stored, UserRecord joined, Heard heard) {
    return joined.withPortalUse(stored.portalUse()).withName(stored.name()).equals(stored)
        && stored
            .lastActivity()
            .flatMap(
                from -> joined.lastActivity().map(to -> Duration.between(from.time(), to.time())))
            .filter(moved -> moved.compareTo(heard.granularity()) < 0)
            .isPresent();
  }
}
