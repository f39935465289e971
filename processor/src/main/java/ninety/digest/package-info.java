/**
 * CloudTrail's digest files: the proof of which log files there were and what was in them. Pure:
 * files come in as bytes, and nothing here reads an archive.
 */
@NullMarked
package ninety.digest;

import org.jspecify.annotations.NullMarked;
