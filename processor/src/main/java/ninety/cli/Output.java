package ninety.cli;

/** For whom a command prints. */
enum Output {
  TABLE,
  JSON
}
