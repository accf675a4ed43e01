package io.stackseed.run;

import io.stackseed.item.TableSchema;
import io.stackseed.item.WriteOptions;
import io.stackseed.reject.MaxRejected;
import io.stackseed.shape.Shaping;
import org.jspecify.annotations.Nullable;

/**
 * What a run loads, frozen when it was accepted.
 *
 * @param table the schema every item is checked against
 * @param shaping what becomes of the items before they are written
 * @param dryRun true if everything is checked and counted, and nothing written
 * @param chunkBytes the size at which a chunk is cut
 * @param waitForCompletion false if the answer is given once everything is planned
 * @param maxRejected how many records may be rejected
 * @param writing how existing items are treated, and how fast the table is written
 * @param ingestBucket our own: it takes the report of the rejected ones, and what is staged
 * @param reingestHash of the properties that ask for another ingest when they change
 * @param resumes the run whose unfinished chunks are all that is loaded; null to load everything
 */
public record Load(
    Source source,
    TableSchema table,
    Shaping shaping,
    boolean dryRun,
    long chunkBytes,
    boolean waitForCompletion,
    MaxRejected maxRejected,
    WriteOptions writing,
    String ingestBucket,
    String reingestHash,
    @Nullable String resumes) {

  /** The same load, of what another run of it has left unfinished. */
  public Load resuming(String runId) {
    return new Load(
        source,
        table,
        shaping,
        dryRun,
        chunkBytes,
        waitForCompletion,
        maxRejected,
        writing,
        ingestBucket,
        reingestHash,
        runId);
  }
}
