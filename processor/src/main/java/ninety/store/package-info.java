/**
 * Dossiers in DynamoDB. The table's attribute names, keys, expressions and conditions stand here
 * and nowhere else.
 */
@NullMarked
package ninety.store;

import org.jspecify.annotations.NullMarked;
