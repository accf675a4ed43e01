package io.stackseed.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class TimeTest {

  @Test
  void systemTimeIsWholeMilliseconds() {
    Instant now = Time.system().now();

    assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MILLIS));
  }

  @Test
  void systemTimeFollowsTheMachine() {
    Instant before = Instant.now().minusMillis(1);

    assertThat(Time.system().now()).isBetween(before, Instant.now());
  }
}
