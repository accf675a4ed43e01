package io.stackseed.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.source.ByteRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanCursorTest {
  private static final ByteRange RANGE = new ByteRange(0, 10);

  @Test
  void pageThatIsBegunIsNotFull() {
    assertThat(new PlanCursor(10, 99, Collections.nCopies(99, RANGE)).begun()).hasSize(99);
    assertThatThrownBy(() -> new PlanCursor(10, 100, Collections.nCopies(100, RANGE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a page of 100 ranges is begun after 100 cuts");
  }

  @Test
  void noMoreIsBegunThanWasCut() {
    assertThat(new PlanCursor(10, 1, List.of(RANGE)).cuts()).isEqualTo(1);
    assertThatThrownBy(() -> new PlanCursor(10, 1, List.of(RANGE, RANGE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a page of 2 ranges is begun after 1 cuts");
  }

  @Test
  void cursorDoesNotChangeWithTheListItWasMadeOf() {
    List<ByteRange> begun = new ArrayList<>(List.of(RANGE));
    PlanCursor cursor = new PlanCursor(10, 1, begun);
    begun.clear();

    assertThat(cursor.begun()).containsExactly(RANGE);
  }
}
