package io.stackseed.chunk;

import io.stackseed.source.ByteRange;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  /** The message of a chunk of this page. */
  public ChunkMessage message(int index) {
    return new ChunkMessage(new ChunkId(runId, object, page * SIZE + index), ranges.get(index));
  }

  /** The messages of all its chunks. */
  public Stream<ChunkMessage> messages() {
    return IntStream.range(0, ranges.size()).mapToObj(this::message);
  }
}
