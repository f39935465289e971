package ninety.sweep;

/** The numbers that a sweep counts. */
public enum Count {
  /** Exemptions in force. */
  EXEMPTIONS,
  /** Users whom they cover, as counted when they were added. */
  USERS_EXEMPT,
  /** Users that were due. */
  LOOKED,
  /** Users of whom there was nothing to report and who got a new date, or none. */
  REARMED,
  /** Alerts that an earlier sweep decided on and left behind, sent by this one. */
  RESENT,
  /** Alerts that did not get into the queue and wait for the next sweep. */
  PENDING,
  /** Alerts that the queue refuses for good. */
  PARKED,
  /** Users whom the directory does not have, which was not believed of so many. */
  GONE_IN_DOUBT,
  /**
   * Users on whom nothing was decided, since after an upgrade so many alerts were decided on within
   * the hour; they wait for the next sweep.
   */
  HELD_BACK,
  /** Changes of the directory's identity source that were not reported before. */
  DIRECTORY_CHANGES,
  /** Signs of life that could not be given; what is not heard of is not checked. */
  SIGNS_FAILED,
  /** Users that could not be dealt with and wait for the next sweep. */
  FAILED
}
