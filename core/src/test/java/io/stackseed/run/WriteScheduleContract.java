package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.run.WriteSchedule.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link WriteSchedule} does. Each test has a run of its own. */
public abstract class WriteScheduleContract {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final String runId = UUID.randomUUID().toString();

  protected abstract WriteSchedule schedule();

  @Test
  void timeThatNobodyHasBeginsAtOnce() {
    assertThat(reserve(SECOND, NOW)).isEqualTo(new Slot(NOW, true));
  }

  @Test
  void nobodyGetsTheSameTimeTwice() {
    reserve(SECOND, NOW);

    assertThat(reserve(SECOND.multipliedBy(2), NOW)).isEqualTo(new Slot(NOW.plusSeconds(1), true));
    assertThat(reserve(SECOND, NOW.plusMillis(500))).isEqualTo(new Slot(NOW.plusSeconds(3), true));
  }

  @Test
  void timeThatHasPassedIsNotMadeUpFor() {
    reserve(SECOND, NOW);

    assertThat(reserve(SECOND, NOW.plusSeconds(60))).isEqualTo(new Slot(NOW.plusSeconds(60), true));
  }

  @Test
  void nothingIsReservedThatWouldBeginTooLate() {
    reserve(SECOND.multipliedBy(6), NOW);

    assertThat(reserve(SECOND, NOW)).isEqualTo(new Slot(NOW.plusSeconds(6), false));
    assertThat(reserve(SECOND, NOW.plusSeconds(1)).isReserved()).isFalse();
    assertThat(reserve(SECOND, NOW.plusMillis(1_001)))
        .isEqualTo(new Slot(NOW.plusSeconds(6), true));
  }

  @Test
  void timeMayBeShorterThanAMillisecond() {
    reserve(Duration.ofNanos(250_000), NOW);
    reserve(Duration.ofNanos(250_000), NOW);

    assertThat(reserve(SECOND, NOW)).isEqualTo(new Slot(NOW.plusNanos(500_000), true));
  }

  @Test
  void runsDoNotWaitForEachOther() {
    reserve(SECOND, NOW);

    assertThat(schedule().reserve(UUID.randomUUID().toString(), SECOND, NOW, NOW.plusSeconds(5)))
        .isEqualTo(new Slot(NOW, true));
  }

  @Test
  void manyAtOnceEachGetATimeOfTheirOwn() throws Exception {
    int workers = 40;
    List<Callable<Slot>> calls = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      calls.add(() -> reserve(Duration.ofMillis(100), NOW));
    }
    ExecutorService executor = Executors.newFixedThreadPool(8);
    List<Slot> slots = new ArrayList<>();
    try {
      for (Future<Slot> slot : executor.invokeAll(calls)) {
        slots.add(slot.get());
      }
    } finally {
      executor.shutdownNow();
    }

    assertThat(slots)
        .extracting(Slot::start)
        .contains(NOW, NOW.plusMillis(3_900))
        .doesNotHaveDuplicates();
  }

  private Slot reserve(Duration takes, Instant now) {
    return schedule().reserve(runId, takes, now, now.plusSeconds(5));
  }
}
