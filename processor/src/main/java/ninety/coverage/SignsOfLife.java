package ninety.coverage;

import java.util.List;

/**
 * The maker of signs of life at the far end of the feed: a harmless call of ours, whose record
 * comes the way that a user's does.
 */
@FunctionalInterface
public interface SignsOfLife {

  /** Where none are expected. */
  SignsOfLife NONE = _ -> 0;

  /**
   * Gives one in each account and Region. Never throws, for a sweep goes on without: what does not
   * come back is missed by the horizon.
   *
   * @return how many could not be given
   */
  long give(List<Source> places);
}
