/**
 * Records that cannot become items: how many of them a run may have, and the report that shows
 * each. Knows chunks and records, but nothing of runs, tables or S3.
 */
@NullMarked
package io.stackseed.reject;

import org.jspecify.annotations.NullMarked;
