package ninety.cloudtrail;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names of the events that have to be asked for one by one. */
public final class EventNames {

  private static final SortedSet<String> OF_USERS =
      Collections.unmodifiableSortedSet(new TreeSet<>(Call.names()));

  private EventNames() {}

  /**
   * All in which the reader finds something about users, or about where they come from. Other
   * services have events of the same names. Not those that change ninety's own way: whose trail or
   * rule it was is the event rule's to say, and a record alone does not show it.
   */
  public static SortedSet<String> ofUsers() {
    return OF_USERS;
  }
}
