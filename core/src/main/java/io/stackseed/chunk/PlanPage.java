package io.stackseed.chunk;

import io.stackseed.source.ByteRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Up to a hundred chunk ranges of an object's plan.
 *
 * @param page its number, from 0; its first chunk is {@code page × SIZE}
 */
public record PlanPage(String runId, int object, int page, List<ByteRange> ranges) {
  /** Chunks a page. */
  public static final int SIZE = 100;

  public PlanPage {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty() || ranges.size() > SIZE) {
      throw new IllegalArgumentException("a page of " + ranges.size() + " ranges");
    }
  }

  /** An object's whole plan, in pages. */
  public static List<PlanPage> of(ObjectId object, List<ByteRange> ranges) {
    List<PlanPage> pages = new ArrayList<>();
    for (int first = 0; first < ranges.size(); first += SIZE) {
      pages.add(
          new PlanPage(
              object.runId(),
              object.object(),
              first / SIZE,
              ranges.subList(first, Math.min(first + SIZE, ranges.size()))));
    }
    return pages;
  }
}
