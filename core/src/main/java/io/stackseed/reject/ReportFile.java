package io.stackseed.reject;

import io.stackseed.chunk.ChunkId;

/**
 * A file of a run's report. Each attempt at a chunk writes under names of its own.
 *
 * @param firstOffset of the first record reported in it; tells an attempt's files apart
 * @param owner of the chunk's lease
 */
public record ReportFile(String bucket, ChunkId chunk, long firstOffset, String owner) {
  /** What the keys of all reports begin with. */
  public static final String REJECTS = "rejects/";

  /** Where a run's report is, as {@code s3://…/}. */
  public static String prefix(String bucket, String runId) {
    return "s3://" + bucket + "/" + REJECTS + runId + "/";
  }

  /** The object's key. */
  public String key() {
    return "%s%s/%d-%d/%d-%s.jsonl"
        .formatted(REJECTS, chunk.runId(), chunk.object(), chunk.chunk(), firstOffset, owner);
  }
}
