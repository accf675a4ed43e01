package io.stackseed.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanPageTest {
  @Test
  void pageHasAMessageForEachOfItsChunks() {
    List<ByteRange> ranges = ranges(203);
    PlanPage last = new PlanPage("run-1", 3, 2, ranges.subList(200, 203));

    assertThat(last.message(1))
        .isEqualTo(new ChunkMessage(new ChunkId("run-1", 3, 201), ranges.get(201)));
    assertThat(last.messages())
        .containsExactly(
            new ChunkMessage(new ChunkId("run-1", 3, 200), ranges.get(200)),
            new ChunkMessage(new ChunkId("run-1", 3, 201), ranges.get(201)),
            new ChunkMessage(new ChunkId("run-1", 3, 202), ranges.get(202)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void pageIsNeitherEmptyNorLonger(int size) {
    assertThatThrownBy(() -> new PlanPage("run-1", 0, 0, ranges(size)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a page of " + size + " ranges");
  }

  @Test
  void pageDoesNotChangeWithTheListItWasMadeOf() {
    List<ByteRange> ranges = new ArrayList<>(ranges(2));
    PlanPage page = new PlanPage("run-1", 0, 0, ranges);
    ranges.clear();

    assertThat(page.ranges()).hasSize(2);
  }

  private static List<ByteRange> ranges(int count) {
    return IntStream.range(0, count).mapToObj(n -> new ByteRange(n * 10L, n * 10L + 10)).toList();
  }
}
