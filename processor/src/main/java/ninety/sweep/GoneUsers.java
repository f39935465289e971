package ninety.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import ninety.user.Directory.Answer;
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

  /** What is said of such users instead. */
  static final Answer.Unverified IN_DOUBT = new Answer.Unverified("many-gone");

  private final OptionalInt accepted;
  private final Map<UserId, Answer> aside = new LinkedHashMap<>();
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

  synchronized void setAside(UserId user, Answer.Gone answer) {
    aside.put(user, answer);
  }

  /** Whether so many are gone that it is not believed. */
  synchronized boolean tooMany() {
    return aside.size() > MOST
        && aside.size() > asked * MOST_SHARE
        && (accepted.isEmpty() || aside.size() > accepted.getAsInt());
  }

  synchronized List<UserId> users() {
    return new ArrayList<>(aside.keySet());
  }

  /** What is taken for the directory's answer about a user who was set aside. */
  synchronized Answer answer(UserId user) {
    return tooMany() ? IN_DOUBT : aside.getOrDefault(user, IN_DOUBT);
  }
}
