/** Tests of what the demo reports; the demo as a whole runs with {@code scripts/demo}. */
@NullMarked
package ninety.local.demo;

import org.jspecify.annotations.NullMarked;
