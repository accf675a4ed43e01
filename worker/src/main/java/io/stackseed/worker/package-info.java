/**
 * Loads chunks: a thin handler over {@link io.stackseed.worker.Chunks}, which knows ports alone.
 */
@NullMarked
package io.stackseed.worker;

import org.jspecify.annotations.NullMarked;
