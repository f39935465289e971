/** Starts DynamoDB Local, by its public classes only; nothing else of ours goes into this JVM. */
@NullMarked
package ninety.local.dynamodb;

import org.jspecify.annotations.NullMarked;
