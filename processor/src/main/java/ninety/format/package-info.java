/**
 * The forms in which alerts are written: OCSF, text for people, the predecessor's. Pure, but for
 * Jackson.
 */
@NullMarked
package ninety.format;

import org.jspecify.annotations.NullMarked;
