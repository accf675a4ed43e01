/**
 * Chunks: their identity, plan, leases and queues. Knows byte ranges, and nothing of what the bytes
 * mean.
 */
@NullMarked
package io.stackseed.chunk;

import org.jspecify.annotations.NullMarked;
