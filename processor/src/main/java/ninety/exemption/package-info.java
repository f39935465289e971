/**
 * Exemptions, and the log that keeps them. Nothing here reads a clock or does I/O: no AWS, Jackson,
 * picocli or vavr type may be named.
 */
@NullMarked
package ninety.exemption;

import org.jspecify.annotations.NullMarked;
