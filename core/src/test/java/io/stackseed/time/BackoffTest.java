package io.stackseed.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Instant START = Instant.parse("2024-05-01T12:00:00Z");

  private final ManualTime time = new ManualTime(START);

  @ParameterizedTest
  @CsvSource({
    "1, 50",
    "2, 100",
    "3, 200",
    "4, 400",
    "7, 3200",
    "8, 5000",
    "20, 5000",
    "2147483647, 5000"
  })
  void boundDoublesUpToFiveSeconds(int tries, long boundMillis) {
    assertThat(new Backoff(time, highest()).delay(tries)).isEqualTo(Duration.ofMillis(boundMillis));
  }

  @ParameterizedTest
  @CsvSource({"1, 200", "2, 400", "6, 6400", "7, 6400", "2147483647, 6400"})
  void boundDoublesFromAnyBaseUpToAnyCap(int tries, long boundMillis) {
    Backoff backoff =
        new Backoff(time, highest(), Duration.ofMillis(200), Duration.ofMillis(6_400));

    assertThat(backoff.delay(tries)).isEqualTo(Duration.ofMillis(boundMillis));
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "-1, 1000", "2, 1"})
  void boundThatDoesNotGrowIsRefused(long baseMillis, long capMillis) {
    assertThatThrownBy(
            () ->
                new Backoff(
                    time, highest(), Duration.ofMillis(baseMillis), Duration.ofMillis(capMillis)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A backoff from ");
  }

  @Test
  void delayIsAnywhereUpToTheBound() {
    Backoff backoff = new Backoff(time, new Random(1));

    for (int time = 0; time < 1_000; time++) {
      assertThat(backoff.delay(3)).isBetween(Duration.ZERO, Duration.ofMillis(200));
    }
    assertThat(new Backoff(time, lowest()).delay(3)).isEqualTo(Duration.ZERO);
  }

  @Test
  void pauseLastsAsLongAsTheDelay() throws Exception {
    new Backoff(time, highest()).pause(2);

    assertThat(time.now()).isEqualTo(START.plusMillis(100));
  }

  private static RandomGenerator highest() {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException("without a bound");
      }

      @Override
      public long nextLong(long bound) {
        return bound - 1;
      }
    };
  }

  private static RandomGenerator lowest() {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException("without a bound");
      }

      @Override
      public long nextLong(long bound) {
        return 0;
      }
    };
  }
}
