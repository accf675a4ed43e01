package io.stackseed.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.chunk.Acknowledgement.RetryIn;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AcknowledgementTest {

  @Test
  void delayThatIsOverIsNone() {
    assertThat(new RetryIn(Duration.ofSeconds(-1)).delay()).isEqualTo(Duration.ZERO);
    assertThat(new RetryIn(Duration.ofSeconds(1)).delay()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void objectsAndChunksAreNamedByTheirNumbers() {
    assertThat(new ObjectId("run-1", 2)).hasToString("run-1/2");
    assertThat(new ChunkId("run-1", 2, 34)).hasToString("run-1/2/34");
  }
}
