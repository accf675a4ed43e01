/** What making items of records costs, in each format. */
@NullMarked
package io.stackseed.benchmarks.parse;

import org.jspecify.annotations.NullMarked;
