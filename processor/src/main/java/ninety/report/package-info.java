/**
 * Users by archived records alone: the fold of their facts in memory, and how their users stand
 * then. Nothing here reads a file or a clock; no AWS, Jackson, picocli or vavr type may be named.
 */
@NullMarked
package ninety.report;

import org.jspecify.annotations.NullMarked;
