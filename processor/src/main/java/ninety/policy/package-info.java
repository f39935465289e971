/**
 * Controls, levels, findings, and the decisions about them. Nothing here reads a clock or does I/O;
 * the ports through which others keep what is decided are interfaces. No AWS, Jackson, picocli or
 * vavr type may be named.
 */
@NullMarked
package ninety.policy;

import org.jspecify.annotations.NullMarked;
