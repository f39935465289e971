/** Due users to transitions to alerts; knows edges only through interfaces. */
@NullMarked
package ninety.sweep;

import org.jspecify.annotations.NullMarked;
