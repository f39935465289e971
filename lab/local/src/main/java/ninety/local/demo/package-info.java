/**
 * The demo: a story of six people, played by the real product against the local servers. Runs the
 * product as others do, by its command line, and knows none of its classes.
 */
@NullMarked
package ninety.local.demo;

import org.jspecify.annotations.NullMarked;
