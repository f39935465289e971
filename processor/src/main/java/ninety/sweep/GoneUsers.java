package ninety.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import ninety.user.DirectoryWord;
import ninety.user.UserId;

/**
 * The users whom the directory does not have, set aside until all of a sweep were asked about:
 * where they are many, it is more likely that the wrong directory was asked. Safe for several
 * threads.
 */
final class GoneUsers {

  /** More than this share of those whom a sweep asked about is not believed, nor is … */
  private static final double MOST_SHARE = 0.2;

  /** … more than this number, both together. */
  private static final int MOST = 10;

  /** The word that is taken of such users instead. */
  static final DirectoryWord IN_DOUBT =
      new DirectoryWord.Unavailable(DirectoryWord.Reason.MANY_GONE);

  private final OptionalInt accepted;
  private final Map<UserId, DirectoryWord> aside = new LinkedHashMap<>();
  private int asked;

  /**
   * @param accepted how many a person says are really gone
   */
  GoneUsers(OptionalInt accepted) {
    this.accepted = accepted;
  }

  synchronized void asked() {
    asked++;
  }

  synchronized void setAside(UserId user, DirectoryWord.Reported answer) {
    aside.put(user, answer);
  }

  /** True if so many are gone that it is not believed. */
  synchronized boolean tooMany() {
    return aside.size() > MOST
        && aside.size() > asked * MOST_SHARE
        && (accepted.isEmpty() || aside.size() > accepted.getAsInt());
  }

  synchronized List<UserId> users() {
    return new ArrayList<>(aside.keySet());
  }

  /** The word that is taken for the directory's answer about a user who was set aside. */
  synchronized DirectoryWord answer(UserId user) {
    return tooMany() ? IN_DOUBT : aside.getOrDefault(user, IN_DOUBT);
  }
}
