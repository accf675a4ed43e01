package io.stackseed.reject;

import io.stackseed.format.RawRecord;
import io.stackseed.item.RejectCode;
import org.jspecify.annotations.Nullable;

/**
 * A record that did not become an item, as the report shows it: the one place that holds item data
 * of it, which is why it never enters a log.
 *
 * @param object as {@code s3://bucket/key}
 * @param versionId null if the bucket keeps no versions
 * @param offset of its first byte in the object
 * @param number of the record within its chunk, from 1: how many came before it in the whole object
 *     is not known where chunks are read at once
 */
public record RejectedRecord(
    String object,
    @Nullable String versionId,
    long offset,
    long number,
    RejectCode code,
    String reason,
    RawRecord raw) {}
