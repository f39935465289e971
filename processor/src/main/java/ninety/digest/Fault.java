package ninety.digest;

/**
 * What is wrong with a file, so that something is not proven.
 *
 * @param file its name
 * @param why one sentence
 */
public record Fault(String file, String why) {}
