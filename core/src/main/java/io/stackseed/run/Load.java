package io.stackseed.run;

import io.stackseed.format.Format;
import io.stackseed.item.TableSchema;
import io.stackseed.source.SourceObject;

/**
 * What a run loads, frozen when it was accepted.
 *
 * @param source the version every read is pinned to
 * @param firstByte where the records begin: after a byte order mark
 * @param table the schema every item is checked against
 * @param chunkBytes the size at which a chunk is cut
 * @param waitForCompletion false if the answer is given once everything is planned
 * @param reingestHash of the properties that ask for another ingest when they change
 */
public record Load(
    SourceObject source,
    long firstByte,
    Format format,
    TableSchema table,
    long chunkBytes,
    boolean waitForCompletion,
    String reingestHash) {}
