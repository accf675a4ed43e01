package io.stackseed.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallWindowTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final CallWindow window = new CallWindow(32);
  private Instant now = NOW;

  @Test
  void beginsWithFourCallsOrFewerIfNoMoreAreThere() {
    assertThat(window.size()).isEqualTo(4);
    assertThat(window.allows(3, now)).isTrue();
    assertThat(window.allows(4, now)).isFalse();
    assertThat(new CallWindow(3).size()).isEqualTo(3);
  }

  @Test
  void doublesWithEveryRoundTripUntilTheTableThrottles() {
    taken(4);
    assertThat(window.size()).isEqualTo(8);
    taken(8);
    assertThat(window.size()).isEqualTo(16);
    taken(100);
    assertThat(window.size()).isEqualTo(32);
  }

  @Test
  void fallsByThreeTenthsAndComesBackInAHundredCalls() {
    taken(6);

    throttled();
    assertThat(window.size()).isCloseTo(7, within(1e-9));

    taken(100);
    assertThat(window.size()).isCloseTo(10, within(1e-9));
    taken(50);
    assertThat(window.size()).isCloseTo(11.5, within(1e-9));
  }

  @Test
  void callsThatWereUnderWayWhenItFellDoNotLetItFallAgain() {
    taken(6);
    Instant before = now;
    throttled();

    window.settled(before, now, true);
    assertThat(window.size()).isCloseTo(7, within(1e-9));

    throttled();
    assertThat(window.size()).isCloseTo(4.9, within(1e-9));
  }

  @Test
  void belowOneCallThereIsAPauseBetweenTwo() {
    for (int i = 0; i < 6; i++) {
      throttled();
    }
    assertThat(window.size()).isLessThan(0.5);
    window.started(now);

    assertThat(window.allows(0, now)).isFalse();
    assertThat(Duration.between(now, window.opensAt()))
        .isCloseTo(Duration.ofMillis((long) Math.ceil(10 / window.size())), Duration.ofMillis(1));
    assertThat(window.allows(0, window.opensAt())).isTrue();
    assertThat(window.allows(1, window.opensAt())).isFalse();
  }

  @Test
  void noPauseIsLongerThanFiveSeconds() {
    for (int i = 0; i < 100; i++) {
      throttled();
    }
    window.started(now);

    assertThat(window.opensAt()).isEqualTo(now.plusSeconds(5));
  }

  private void taken(int calls) {
    for (int call = 0; call < calls; call++) {
      Instant startedAt = now;
      now = now.plusMillis(10);
      window.settled(startedAt, now, false);
    }
  }

  private void throttled() {
    Instant startedAt = now;
    now = now.plusMillis(10);
    window.settled(startedAt, now, true);
  }
}
