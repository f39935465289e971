/**
 * How transitions are told: OCSF and SQS. The only package that knows the SIEM's format. Decides
 * nothing about users; no other edge may be named.
 */
@NullMarked
package ninety.alert;

import org.jspecify.annotations.NullMarked;
