package ninety.policy;

import java.util.Locale;

/** The level that a finding has reached; declared from the lowest to the highest. */
public enum Level {
  WARNING,
  BREACH,
  ESCALATED;

  /** The name under which people and machines read it, such as {@code warning}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
