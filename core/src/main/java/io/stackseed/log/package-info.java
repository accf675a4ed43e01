/** What every line of the log carries besides its text. Knows nothing of how lines are written. */
@NullMarked
package io.stackseed.log;

import org.jspecify.annotations.NullMarked;
