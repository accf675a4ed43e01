package io.stackseed.chunk;

/** What one actor at a time works on. */
public sealed interface Leased permits ObjectId, ChunkId {
  String runId();
}
