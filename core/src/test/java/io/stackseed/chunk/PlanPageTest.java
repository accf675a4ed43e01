package io.stackseed.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanPageTest {
  private static final ObjectId OBJECT = new ObjectId("run-1", 3);

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "99, 1", "100, 1", "101, 2", "200, 2", "201, 3", "1000, 10"})
  void planIsPagesOfAHundredThatTogetherAreTheWhole(int chunks, int pages) {
    List<ByteRange> ranges = ranges(chunks);

    List<PlanPage> plan = PlanPage.of(OBJECT, ranges);

    assertThat(plan).hasSize(pages);
    List<ByteRange> together = new ArrayList<>();
    for (int page = 0; page < pages; page++) {
      PlanPage each = plan.get(page);
      assertThat(each.runId()).isEqualTo("run-1");
      assertThat(each.object()).isEqualTo(3);
      assertThat(each.page()).isEqualTo(page);
      assertThat(each.page() * PlanPage.SIZE)
          .as("number of its first chunk")
          .isEqualTo(together.size());
      together.addAll(each.ranges());
    }
    assertThat(together).isEqualTo(ranges);
  }

  @Test
  void pageHasAMessageForEachOfItsChunks() {
    List<ByteRange> ranges = ranges(203);
    PlanPage last = PlanPage.of(OBJECT, ranges).get(2);

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
