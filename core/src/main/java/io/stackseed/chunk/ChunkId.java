package io.stackseed.chunk;

/**
 * A chunk of a run.
 *
 * @param object the number of its object, from 0
 * @param chunk its number within the object, from 0
 */
public record ChunkId(String runId, int object, int chunk) implements Leased {
  @Override
  public String toString() {
    return runId + "/" + object + "/" + chunk;
  }
}
