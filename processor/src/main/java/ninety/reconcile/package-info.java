/** Reconciliation: the directory's list of users against the table. */
@NullMarked
package ninety.reconcile;

import org.jspecify.annotations.NullMarked;
