/**
 * From bytes to items: which format an object has, where it may be cut, and the records of a range.
 * Reads through the port of {@code source}; knows nothing of runs, chunks or tables.
 *
 * <p>A line is not a record: a blank line holds none. A record is what the file holds; it becomes
 * an item or a reject. Offsets are byte offsets in the object, counted from 0.
 */
@NullMarked
package io.stackseed.format;

import org.jspecify.annotations.NullMarked;
