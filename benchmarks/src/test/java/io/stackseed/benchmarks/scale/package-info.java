/**
 * A run of any size in simulated time: the product's own planner, tracker, queue messages and rate
 * control, over services that take as long, and give as much, as the real ones are said to. What
 * the services are assumed to do stands in the constants of this package, each with its source.
 */
@NullMarked
package io.stackseed.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
