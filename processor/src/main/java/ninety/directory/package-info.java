/**
 * Identity Center's directory, the Identity Store API. Decides nothing about users and keeps
 * nothing of them.
 */
@NullMarked
package ninety.directory;

import org.jspecify.annotations.NullMarked;
