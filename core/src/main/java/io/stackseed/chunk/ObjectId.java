package io.stackseed.chunk;

/**
 * An object of a run's source.
 *
 * @param object its number, from 0
 */
public record ObjectId(String runId, int object) implements Leased {
  @Override
  public String toString() {
    return runId + "/" + object;
  }
}
