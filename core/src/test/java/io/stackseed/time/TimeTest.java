package io.stackseed.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeTest {

  @Test
  void systemTimeIsWholeMilliseconds() {
    assertThat(Time.system().now().getNano() % 1_000_000).isZero();
  }

  @Test
  void systemTimeFollowsTheMachine() {
    Instant before = Instant.now().minusMillis(1);

    assertThat(Time.system().now()).isBetween(before, Instant.now());
  }
}
