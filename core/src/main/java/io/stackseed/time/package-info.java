/**
 * The clock as a port, so that tests and simulations own the time. Knows nothing of any other
 * package.
 */
@NullMarked
package io.stackseed.time;

import org.jspecify.annotations.NullMarked;
