/**
 * Everything that an edge needs to know about AWS: how to wait for a call, and which failures pass
 * by themselves. No service's own names belong here.
 */
@NullMarked
package ninety.aws;

import org.jspecify.annotations.NullMarked;
