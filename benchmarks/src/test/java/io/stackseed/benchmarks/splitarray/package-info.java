/** What cutting a JSON array into chunks costs, against other ways to find its objects' ends. */
@NullMarked
package io.stackseed.benchmarks.splitarray;

import org.jspecify.annotations.NullMarked;
