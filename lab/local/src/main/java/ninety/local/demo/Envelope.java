package ninety.local.demo;

/**
 * One event as EventBridge puts it into the stream.
 *
 * @param what the event in a few words, for the reader
 * @param key the partition key; by default EventBridge takes the envelope's id
 * @param content JSON on one line, or what is left of it
 */
record Envelope(String what, String key, String content) {}
