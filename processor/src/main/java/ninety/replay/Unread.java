package ninety.replay;

/**
 * A file that was not read to its end, or in which there is something that is no record.
 *
 * @param why one sentence; of several faults the first
 */
public record Unread(String name, String why) {}
