/** Signatures of alerts: made by KMS, checked with the public key alone. */
@NullMarked
package ninety.signature;

import org.jspecify.annotations.NullMarked;
