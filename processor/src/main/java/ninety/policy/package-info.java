/**
 * Controls, levels, thresholds, the standing of a user under a control, and the policy in force.
 * Nothing here reads a clock or does I/O: no AWS, Jackson, picocli or vavr type may be named.
 */
@NullMarked
package ninety.policy;

import org.jspecify.annotations.NullMarked;
