/**
 * Alerts on their way: SQS, and the queue of events that EventBridge could not deliver. Decides
 * nothing about users; no other edge may be named.
 */
@NullMarked
package ninety.alert;

import org.jspecify.annotations.NullMarked;
