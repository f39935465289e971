/** Archives of log files: folders, and buckets of S3. Knows the port that it implements. */
@NullMarked
package ninety.archive;

import org.jspecify.annotations.NullMarked;
