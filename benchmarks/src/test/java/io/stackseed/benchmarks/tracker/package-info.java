/** What keeping track of a run costs: its calls to the progress table, and what they are billed. */
@NullMarked
package io.stackseed.benchmarks.tracker;

import org.jspecify.annotations.NullMarked;
