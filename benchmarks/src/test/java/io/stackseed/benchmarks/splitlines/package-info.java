/** What cutting JSON Lines into chunks costs, to the planner and to the readers. */
@NullMarked
package io.stackseed.benchmarks.splitlines;

import org.jspecify.annotations.NullMarked;
