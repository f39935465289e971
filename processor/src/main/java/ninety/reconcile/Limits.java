package ninety.reconcile;

import java.util.OptionalLong;

/**
 * The number of users that one comparison may take out of those who are watched.
 *
 * @param gone empty for the share that holds by default
 * @param disabled the same
 */
public record Limits(OptionalLong gone, OptionalLong disabled) {

  /** Of the enabled users that are known, this part, in percent … */
  public static final int PERCENT = 5;

  /** … and at least so many. */
  public static final int AT_LEAST = 10;

  public static final Limits DEFAULT = new Limits(OptionalLong.empty(), OptionalLong.empty());

  long gone(long enabled) {
    return gone.orElse(share(enabled));
  }

  long disabled(long enabled) {
    return disabled.orElse(share(enabled));
  }

  private static long share(long enabled) {
    return Math.max(AT_LEAST, enabled * PERCENT / 100);
  }
}
