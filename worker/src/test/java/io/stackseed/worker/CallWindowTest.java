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
  void fallsByThreeTenthsAndComesBackSlowly() {
    taken(6);

    throttled();
    assertThat(window.size()).isCloseTo(7, within(1e-9));

    taken(1);
    assertThat(window.size()).isCloseTo(7 + 0.0006 * Math.sqrt(7), within(1e-9));
    taken(99);
    assertThat(window.size()).isBetween(7.15, 7.17);
  }

  @Test
  void whoHasLittleGainsMoreForIt() {
    throttled(10);
    double little = window.size();
    taken(100);
    assertThat(window.size() / little).isBetween(1.15, 1.25);

    throttled(10);
    double less = window.size();
    taken(100);
    assertThat(window.size() / less).isGreaterThan(1.8);
  }

  @Test
  void doublesEveryTenSecondsWhereNothingWasThrottledForAWhile() {
    taken(2);
    throttled();
    taken(3_000);
    double quiet = window.size();

    taken(1_000);
    assertThat(window.size() / quiet).isCloseTo(2, within(0.01));

    throttled();
    double again = window.size();
    taken(1_000);
    assertThat(window.size() / again).isLessThan(1.4);
  }

  @Test
  void afterAnIdleTimeItGrowsAsAfterTheLongestPause() {
    throttled(2);
    double before = window.size();
    now = now.plusSeconds(3_600);

    taken(1);
    assertThat(window.size() / before).isCloseTo(Math.sqrt(2), within(0.01));
  }

  @Test
  void aPartOfACallWaitsForItsTime() {
    throttled();
    assertThat(window.size()).isCloseTo(2.8, within(1e-9));
    window.started(now);

    assertThat(window.allows(1, now)).isTrue();
    assertThat(window.allows(2, now)).isFalse();
    assertThat(window.opensAt()).isEqualTo(now.plusMillis(4));
    assertThat(window.allows(2, window.opensAt())).isTrue();
    assertThat(window.allows(3, window.opensAt())).isFalse();
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
    throttled(6);
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
    throttled(100);
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

  private void throttled(int calls) {
    for (int call = 0; call < calls; call++) {
      throttled();
    }
  }

  private void throttled() {
    Instant startedAt = now;
    now = now.plusMillis(10);
    window.settled(startedAt, now, true);
  }
}
