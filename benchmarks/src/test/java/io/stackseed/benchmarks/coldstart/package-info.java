/** What the functions take from the start of a JVM to their first result. */
@NullMarked
package io.stackseed.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;
