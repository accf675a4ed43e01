/**
 * What is claimed of speed and memory, measured: ratios against baselines named and measured in the
 * same run, each result checked before it is timed. Runs the product's code over services in
 * memory; nothing depends on it.
 */
@NullMarked
package io.stackseed.benchmarks;

import org.jspecify.annotations.NullMarked;
