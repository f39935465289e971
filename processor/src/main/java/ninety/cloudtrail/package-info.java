/**
 * From bytes to decoded outcomes: envelopes of EventBridge, the CloudTrail records in them, and
 * files of either. The only package that knows CloudTrail's JSON. Reads no clock and opens nothing:
 * it gets bytes, or a stream, and the time. No AWS or picocli class may be named.
 */
@NullMarked
package ninety.cloudtrail;

import org.jspecify.annotations.NullMarked;
