package ninety.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ninety.user.Kind.Presence;

/** What a directory must have said. */
public final class Said {

  private Said() {}

  /** It has the user. */
  public static DirectoryWord.Reported found(DirectoryWord word) {
    DirectoryWord.Reported reported = assertInstanceOf(DirectoryWord.Reported.class, word);
    assertNotEquals(Presence.GONE, reported.presence());
    return reported;
  }

  /** It has no such user. */
  public static DirectoryWord.Reported gone(DirectoryWord word) {
    DirectoryWord.Reported reported = assertInstanceOf(DirectoryWord.Reported.class, word);
    assertEquals(Presence.GONE, reported.presence());
    return reported;
  }
}
