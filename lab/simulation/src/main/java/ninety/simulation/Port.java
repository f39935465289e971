package ninety.simulation;

/** What a call goes to. */
enum Port {
  TABLE,
  ALERTS,
  ALERTS_DOWN,
  DEAD_LETTERS,
  DIRECTORY,
  STREAM,
  UNDELIVERED
}
