/**
 * The commands that begin runs in an account, and show, cancel and resume them. Know the account by
 * its port alone.
 */
@NullMarked
package io.stackseed.cli.runs;

import org.jspecify.annotations.NullMarked;
