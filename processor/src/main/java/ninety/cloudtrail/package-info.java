/**
 * From bytes to decoded outcomes: envelopes of EventBridge and the CloudTrail records in them. The
 * only package that knows CloudTrail's JSON. Does no I/O of its own; no AWS or picocli class may be
 * named.
 */
@NullMarked
package ninety.cloudtrail;

import org.jspecify.annotations.NullMarked;
