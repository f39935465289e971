package ninety.reconcile;

import java.time.Instant;
import ninety.user.IdentityStoreId;

/** Why the directory's list is not believed unless a person says that it is right. */
public sealed interface Objection {

  /** One sentence, which names no user. */
  String why();

  record Empty() implements Objection {
    @Override
    public String why() {
      return "The list has no users.";
    }
  }

  record OtherStore(IdentityStoreId listed, String before) implements Objection {
    @Override
    public String why() {
      return "The list is of identity store %s, and the table has users of %s."
          .formatted(listed, before);
    }
  }

  /**
   * An older list would undo what was confirmed since, which is not written where it is no news.
   */
  record Older(Instant listed, Instant before) implements Objection {
    @Override
    public String why() {
      return "The list is of %s, and the table was compared with a newer one, of %s."
          .formatted(listed, before);
    }
  }

  record ManyGone(long gone, long most, long enabled) implements Objection {
    @Override
    public String why() {
      return "%d of %d enabled users would be recorded as gone, and at most %d are believed to be."
          .formatted(gone, enabled, most);
    }
  }

  record ManyDisabled(long disabled, long most, long enabled) implements Objection {
    @Override
    public String why() {
      return "%d of %d enabled users would be recorded as disabled, and at most %d are believed to be."
          .formatted(disabled, enabled, most);
    }
  }
}
