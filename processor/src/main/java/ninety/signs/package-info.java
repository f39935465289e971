/**
 * Signs of life at the far end of the feed: the only place that knows how they are given by STS.
 */
@NullMarked
package ninety.signs;

import org.jspecify.annotations.NullMarked;
