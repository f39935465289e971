/**
 * Findings and their transitions: the dossier of a user, its judgement, the feed's own findings,
 * notices. Nothing here reads a clock or does I/O; the ports through which others keep, deliver and
 * look up what is decided are interfaces. No AWS, Jackson, picocli or vavr type may be named.
 */
@NullMarked
package ninety.finding;

import org.jspecify.annotations.NullMarked;
