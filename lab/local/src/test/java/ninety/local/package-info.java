@NullMarked
package ninety.local;

import org.jspecify.annotations.NullMarked;
