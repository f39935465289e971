package ninety.user;

/** The directory itself, asked about a user just before something is reported. */
public interface Directory {

  /** Where no directory is configured. */
  Directory NONE = _ -> new DirectoryWord.Unavailable(DirectoryWord.Reason.NOT_CONFIGURED);

  /**
   * Asks about a user, of whom the record says in which store to look. What passes by itself is
   * tried again for a while; what could not be found out, for whatever reason, is an answer too.
   *
   * @throws RuntimeException if there is no directory that could be asked, until a person changes
   *     something
   */
  DirectoryWord ask(UserRecord user);
}
