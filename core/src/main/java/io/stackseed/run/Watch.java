package io.stackseed.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the watchdog remembers of a run from one round to the next.
 *
 * @param revision grows with every round that remembers something
 * @param doneChunks of the progress item, when it was looked at last
 * @param objectsSplit the same
 * @param since when it was first seen like that
 * @param emptySince when the chunk queue was first seen empty since then; null if it was not, or
 *     held messages afterwards
 * @param requeuedAt when plan or chunks were last queued again; null if they never were
 */
public record Watch(
    long revision,
    long doneChunks,
    long objectsSplit,
    Instant since,
    @Nullable Instant emptySince,
    @Nullable Instant requeuedAt) {}
