/**
 * Real Kinesis, DynamoDB and SQS servers on this machine, for tests and the demo. Knows nothing of
 * the product, whose tests depend on it.
 */
@NullMarked
package ninety.local;

import org.jspecify.annotations.NullMarked;
