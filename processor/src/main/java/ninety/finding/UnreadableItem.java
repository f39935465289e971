package ninety.finding;

/**
 * An item of the table that this program cannot read and therefore leaves as it is. The message
 * names the item and what of it, and says what to do; it is bounded, and fit for a terminal.
 */
public sealed class UnreadableItem extends RuntimeException permits NewerFormat {

  private static final long serialVersionUID = 1;

  private static final int LONGEST_NAME = 200;

  /**
   * @param item what it is and its id, such as {@code user 0d1f…}
   */
  public UnreadableItem(String item, String attribute) {
    this(
        "The table holds an item that was changed by hand or by another program: %s, attribute %s cannot be read. It is left as it is; the runbook says how to mend it (\"An item cannot be read\")."
            .formatted(printable(item), printable(attribute)));
  }

  UnreadableItem(String message) {
    super(message);
  }

  /** Ids and names of attributes are whatever somebody wrote there. */
  static String printable(String name) {
    String visible = name.replaceAll("\\p{C}", "?");
    return visible.codePointCount(0, visible.length()) <= LONGEST_NAME
        ? visible
        : visible.substring(0, visible.offsetByCodePoints(0, LONGEST_NAME)) + "…";
  }
}
