package ninety.ingest;

/**
 * An envelope that was given up, with the reason.
 *
 * @param reason one of a few words, such as {@code not-json}, for counting and filtering
 * @param detail a sentence for people
 */
public record DeadLetter(Envelope envelope, String reason, String detail) {

  private static final int LONGEST_DETAIL = 1000;

  public DeadLetter {
    detail = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
  }

  /** A fact that names its user only; kept aside until the name can be looked up. */
  public static final String USER_ID_UNKNOWN = "user-id-unknown";

  /** The table refuses the user's item for good. */
  static final String RECORD_REFUSED = "record-refused";

  /** Somebody changed the user's item so that it cannot be read. */
  static final String ITEM_UNREADABLE = "item-unreadable";

  /** This program failed on the record. */
  static final String INTERNAL_ERROR = "internal-error";
}
