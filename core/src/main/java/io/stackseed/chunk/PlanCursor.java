package io.stackseed.chunk;

import io.stackseed.source.ByteRange;
import java.util.List;

/**
 * How far an object is planned: what another invocation needs to go on with the very same plan.
 *
 * @param offset the end of the last range that was cut; 0 if none was
 * @param cuts the ranges cut so far, of the whole object: those that a resumed run leaves out count
 * @param begun the ranges of the page that is not full yet, and is stored nowhere else
 */
public record PlanCursor(long offset, int cuts, List<ByteRange> begun) {
  /** Nothing is cut yet. */
  public static final PlanCursor START = new PlanCursor(0, 0, List.of());

  /**
   * @throws IllegalArgumentException if the page would be full
   */
  public PlanCursor {
    begun = List.copyOf(begun);
    if (begun.size() >= PlanPage.SIZE || begun.size() > cuts) {
      throw new IllegalArgumentException(
          "a page of %d ranges is begun after %d cuts".formatted(begun.size(), cuts));
    }
  }
}
