package io.stackseed.run;

import io.stackseed.failure.Failure.Unfinished;
import io.stackseed.format.Layout;
import io.stackseed.item.TableSchema;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceObject;
import org.jspecify.annotations.Nullable;

/**
 * What a run loads, frozen when it was accepted.
 *
 * @param source the version every read is pinned to
 * @param layout how the source holds its records
 * @param table the schema every item is checked against
 * @param chunkBytes the size at which a chunk is cut
 * @param waitForCompletion false if the answer is given once everything is planned
 * @param reingestHash of the properties that ask for another ingest when they change
 * @param resumes the run whose unfinished chunks are all that is loaded; null to load everything
 */
public record Load(
    SourceObject source,
    Layout layout,
    TableSchema table,
    long chunkBytes,
    boolean waitForCompletion,
    String reingestHash,
    @Nullable String resumes) {

  /** The same load, of what another run of it has left unfinished. */
  public Load resuming(String runId) {
    return new Load(source, layout, table, chunkBytes, waitForCompletion, reingestHash, runId);
  }

  /**
   * Why a run fails of which a part was begun several times and never finished.
   *
   * @param range the part; null for the whole object
   * @param cause what ended the last attempt; null if it died without a word
   */
  public Unfinished unfinished(@Nullable ByteRange range, int attempts, @Nullable String cause) {
    ByteRange bytes = range == null ? source.wholeRange() : range;
    return new Unfinished(
        source.location().toString(), bytes.start(), bytes.endExclusive() - 1, attempts, cause);
  }
}
