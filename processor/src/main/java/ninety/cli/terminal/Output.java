package ninety.cli.terminal;

/** For whom a command prints. */
public enum Output {
  TABLE,
  JSON
}
