package io.stackseed.chunk;

import io.stackseed.source.ByteRange;

/**
 * A pointer to a chunk, as it travels through the chunk queue; never the data.
 *
 * @param range the chunk's bytes, as its plan has them
 */
public record ChunkMessage(ChunkId chunk, ByteRange range) {}
