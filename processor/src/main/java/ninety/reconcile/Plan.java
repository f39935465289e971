package ninety.reconcile;

import java.util.List;
import ninety.user.Reconciliation;

/**
 * The outcome of a comparison of the whole table with the directory's list. Nothing is written yet.
 *
 * @param comparison by which each user is looked at again when it is written
 * @param news of users about whom there is something to write
 * @param what the same in numbers
 * @param enabled how many users of this store were known as enabled
 * @param others how many users are of another store, about whom the list says nothing
 * @param objections why it is not believed; none where it is
 * @param unreadable items of the table that cannot be read, and are left as they are
 */
public record Plan(
    Comparison comparison,
    List<News> news,
    Reconciliation what,
    long enabled,
    long others,
    List<Objection> objections,
    List<String> unreadable) {

  public Plan {
    news = List.copyOf(news);
    objections = List.copyOf(objections);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * The number of users that a person has to name so that it is written in spite of objections:
   * those who would not be watched any more.
   */
  public long toBeNamed() {
    return what.revoked();
  }
}
