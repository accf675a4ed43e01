/** What writing an item costs the client in CPU, against what one would do without Stackseed. */
@NullMarked
package io.stackseed.benchmarks.writecpu;

import org.jspecify.annotations.NullMarked;
