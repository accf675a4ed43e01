/** How much memory the functions take of sources of any size. */
@NullMarked
package io.stackseed.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
