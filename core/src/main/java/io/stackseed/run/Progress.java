package io.stackseed.run;

import org.jspecify.annotations.Nullable;

/**
 * The progress item, the completion tracker of a run.
 *
 * @param objects objects of the source
 * @param objectsSplit those whose chunks are all known, planned and queued
 * @param totalChunks chunks of the objects split so far
 * @param doneChunks chunks whose marker is DONE
 * @param counts the sum over those chunks
 * @param firstReject of the first chunk committed with one; null if there is none
 */
public record Progress(
    RunState state,
    long objects,
    long objectsSplit,
    long totalChunks,
    long doneChunks,
    Counts counts,
    @Nullable FirstReject firstReject) {

  /** A run that has just been accepted. */
  public static Progress planning(long objects) {
    return new Progress(RunState.PLANNING, objects, 0, 0, 0, Counts.ZERO, null);
  }

  /** A request that is decided without loading anything. */
  public static Progress ended(RunState state) {
    return new Progress(state, 0, 0, 0, 0, Counts.ZERO, null);
  }

  /** A request that loads nothing, and ends once the runs it replaces are silent. */
  public static Progress awaitingSilence() {
    return new Progress(RunState.LOADING, 0, 0, 0, 0, Counts.ZERO, null);
  }

  public boolean isPlanned() {
    return objectsSplit == objects;
  }

  public boolean isLoaded() {
    return isPlanned() && doneChunks == totalChunks;
  }
}
