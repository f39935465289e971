package ninety.finding;

/**
 * An item that a newer version of this program wrote in a format that this one would damage. There
 * is a program that can go on with it, so nothing that concerns it may be given up or passed.
 */
public final class NewerFormat extends UnreadableItem {

  private static final long serialVersionUID = 1;

  /**
   * @param item what it is and its id
   * @param known the newest format that this program knows
   */
  public NewerFormat(String item, long format, long known) {
    super(
        "A newer version of ninety wrote an item that this version does not know how to change: %s has format %d, and this version knows formats up to %d. It is left as it is; run the newer version."
            .formatted(printable(item), format, known));
  }
}
