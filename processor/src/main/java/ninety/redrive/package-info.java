/**
 * Bringing back what was given up: messages of a queue are looked through, brought to the table or
 * to the stream, and deleted only when they are there. Knows ports alone.
 */
@NullMarked
package ninety.redrive;

import org.jspecify.annotations.NullMarked;
