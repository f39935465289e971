/** Starts ElasticMQ; nothing else of ours goes into this JVM. */
@NullMarked
package ninety.local.sqs;

import org.jspecify.annotations.NullMarked;
