package io.stackseed.worker;

import io.stackseed.run.ChunkRejects;
import io.stackseed.run.Counts;
import org.jspecify.annotations.Nullable;

/**
 * A chunk whose every record is written, or rejected and reported.
 *
 * @param rejects null if none was
 */
record Loaded(Counts counts, @Nullable ChunkRejects rejects) {}
