package ninety.policy;

/** The level that a finding has reached; declared from the lowest to the highest. */
public enum Level {
  WARNING("warning", "WARNING"),
  BREACH("breach", "BREACH"),
  ESCALATED("escalated", "ESCALATED");

  private final String label;
  private final String stored;

  Level(String label, String stored) {
    this.label = label;
    this.stored = stored;
  }

  /** The name under which people and machines read it, such as {@code warning}. */
  public String label() {
    return label;
  }

  /** The name under which it is stored, which never changes. */
  public String stored() {
    return stored;
  }
}
