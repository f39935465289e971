package ninety.store;

import java.util.concurrent.atomic.AtomicInteger;
import ninety.it.Place;

/** Tables of a test's own. */
final class Tables {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Tables() {}

  /** The name of a new table, in which there is nothing yet. */
  static String empty() {
    String table = "empty-" + NUMBER.incrementAndGet() + "-users";
    Place.stack().createUsersTable(table);
    return table;
  }
}
