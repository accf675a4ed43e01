/** From a request to its table, on the embedded services, beside the plainest loops onto them. */
@NullMarked
package io.stackseed.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
