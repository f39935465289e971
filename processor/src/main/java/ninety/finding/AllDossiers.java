package ninety.finding;

import java.util.function.Consumer;
import java.util.stream.Stream;

/** Dossiers that can be listed whole, by commands that look at everybody. */
public interface AllDossiers extends Dossiers {

  /**
   * Every user, in no order; read page by page as the stream is consumed.
   *
   * @param unreadable takes those that cannot be read, and keep nobody from the others
   */
  Stream<Dossier> all(Consumer<UnreadableItem> unreadable);
}
