package io.stackseed.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventSourceTest {
  private static final Instant ACTIVE = Instant.parse("2026-11-24T12:00:00Z");

  private final EventSource source = new EventSource(1_000);

  @Test
  void invokesNothingBeforeThereAreMessages() {
    assertEquals(0, source.concurrency(ACTIVE));
  }

  @Test
  void beginsWithFive() {
    source.activate(ACTIVE);
    assertEquals(5, source.concurrency(ACTIVE));
    assertEquals(5, source.concurrency(ACTIVE.plusMillis(199)));
  }

  @Test
  void addsThreeHundredInAMinute() {
    source.activate(ACTIVE);
    source.activate(ACTIVE.plusSeconds(30));
    assertEquals(305, source.concurrency(ACTIVE.plusSeconds(60)));
  }

  @Test
  void goesNoFurtherThanItsMaximumConcurrency() {
    EventSource bounded = new EventSource(50);
    bounded.activate(ACTIVE);
    assertEquals(49, bounded.concurrency(ACTIVE.plusMillis(8_999)));
    assertEquals(50, bounded.concurrency(ACTIVE.plusSeconds(9)));
    assertEquals(50, bounded.concurrency(ACTIVE.plusSeconds(600)));
  }
}
