package ninety.cloudtrail;

/**
 * A file of records in an archive.
 *
 * @param name from the archive's root on, with {@code /} between its parts
 * @param size in bytes, as it is stored
 */
public record LogFile(String name, long size) {

  /** The last part of the name. */
  public String leaf() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
