/** What benchmarks found: tables for people, the same figures for programs, and plots. */
@NullMarked
package io.stackseed.benchmarks.report;

import org.jspecify.annotations.NullMarked;
