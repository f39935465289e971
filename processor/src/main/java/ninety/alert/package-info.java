/**
 * How transitions are told: formats, words and SQS. The only package that knows what a SIEM reads.
 * Decides nothing about users; no other edge may be named.
 */
@NullMarked
package ninety.alert;

import org.jspecify.annotations.NullMarked;
