package io.stackseed.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.run.InMemoryWriteSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WritePaceTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final InMemoryWriteSchedule schedule = new InMemoryWriteSchedule();

  @Test
  void withoutACapNothingIsReserved() {
    WritePace pace = pace(null, 0);

    assertThat(pace.admits(1e9)).isTrue();
    assertThat(pace.startOf(1e9, NOW)).isEqualTo(Instant.EPOCH);
    assertThat(schedule.reservations()).isZero();
  }

  @Test
  void aFastLineIsNotReservedForEveryCall() {
    WritePace pace = pace(10_000L, 0);

    for (int call = 0; call < 40; call++) {
      pace.startOf(25, NOW);
      pace.started(25, NOW);
      pace.settled(25, 25);
    }

    assertThat(schedule.reservations()).isEqualTo(1);
  }

  @Test
  void takesIndexesIntoAccountBeforeItKnowsThemAndLearnsWhatTheyCost() {
    WritePace pace = pace(10L, 2);
    assertThat(pace.admits(1)).isFalse();
    pace.startOf(10, NOW);
    pace.started(10, NOW);
    assertThat(start(pace(10L, 0), 1)).isEqualTo(NOW.plusSeconds(3));

    for (int call = 0; call < 100; call++) {
      pace.settled(10, 10);
    }

    assertThat(pace.admits(2)).isTrue();
  }

  @Test
  void whatACallCostMoreIsReservedWithTheNext() {
    WritePace pace = pace(10L, 0);
    pace.startOf(10, NOW);
    pace.started(10, NOW);
    pace.settled(10, 20);

    pace.startOf(10, NOW.plusSeconds(1));

    assertThat(start(pace(10L, 0), 1)).isAfterOrEqualTo(NOW.plusSeconds(3));
  }

  @Test
  void whatACallDidNotCostIsThereForTheNext() {
    WritePace pace = pace(100L, 0);
    pace.startOf(10, NOW);
    pace.started(10, NOW);
    pace.settled(10, 5);
    assertThat(schedule.reservations()).isEqualTo(1);

    // Six units for eleven is what is known of the table by now.
    pace.startOf(9, NOW);
    pace.started(9, NOW);
    assertThat(schedule.reservations()).isEqualTo(1);

    pace.startOf(1, NOW);
    assertThat(schedule.reservations()).isEqualTo(2);
  }

  @Test
  void noMoreIsKeptOfWhatCallsDidNotCostThanACallMayTake() {
    WritePace pace = pace(100L, 9);
    pace.startOf(20, NOW);
    pace.started(20, NOW);
    pace.settled(20, 20);

    pace.startOf(100, NOW);

    // The line was taken for 200 units, and for the 100 of now less those 25.
    assertThat(start(pace(100L, 0), 1)).isAfter(NOW.plusMillis(2_700));
  }

  @Test
  void whatNothingIsStartedOnForHalfASecondIsLost() {
    WritePace pace = pace(10L, 0);
    Instant first = start(pace, 1);

    assertThat(pace.startOf(1, first.plusMillis(500))).isEqualTo(first);
    assertThat(pace.startOf(1, first.plusMillis(501))).isEqualTo(first.plusMillis(501));
    assertThat(schedule.reservations()).isEqualTo(2);
  }

  @Test
  void whoIsSlowKeepsWhatIsLeftWhileItGoesOn() {
    WritePace pace = pace(1_000L, 0);
    for (int tenth = 0; tenth < 10; tenth++) {
      Instant now = NOW.plusMillis(400L * tenth);
      pace.startOf(10, now);
      pace.started(10, now);
    }
    assertThat(schedule.reservations()).isEqualTo(1);
  }

  @Test
  void aCallThatDoesNotSayWhatItCostTeachesNothing() {
    WritePace pace = pace(10L, 0);
    pace.startOf(2, NOW);
    pace.started(2, NOW);

    pace.settled(2, 0);

    assertThat(pace.admits(3)).isFalse();
    pace.startOf(2, NOW);
    assertThat(schedule.reservations()).isEqualTo(2);
  }

  @Test
  void whoWouldWaitForMoreThanFiveSecondsIsTold() {
    schedule.reserve("run-1", Duration.ofSeconds(6), NOW, NOW.plusSeconds(5));
    WritePace pace = pace(10L, 0);

    assertThat(pace.startOf(1, NOW)).isNull();
    assertThat(pace.freeAt()).isEqualTo(NOW.plusSeconds(6));
  }

  /** Many workers, each with chunks of its own, calls of any length and items of any cost. */
  @ParameterizedTest
  @CsvSource({"1, 3", "10, 1", "10, 20", "100, 7", "1000, 50", "20000, 50"})
  void workersTogetherKeepToTheCapAndUseIt(long cap, int workers) {
    Random random = new Random(cap + workers);
    List<Worker> all = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      all.add(new Worker(pace(cap, 0)));
    }
    Deque<double[]> consumed = new ArrayDeque<>();
    double inWindow = 0;
    double total = 0;
    double most = 0;
    int seconds = 120;
    for (int milli = 0; milli < seconds * 1_000; milli++) {
      Instant now = NOW.plusMillis(milli);
      for (Worker worker : all) {
        double units = worker.live(now, random, cap);
        if (units > 0) {
          consumed.add(new double[] {milli, units});
          inWindow += units;
          total += units;
        }
      }
      while (!consumed.isEmpty() && consumed.getFirst()[0] <= milli - 10_000) {
        inWindow -= consumed.removeFirst()[1];
      }
      most = Math.max(most, inWindow);
    }

    assertThat(most).isLessThanOrEqualTo(1.1 * cap * 10);
    assertThat(total).isGreaterThanOrEqualTo(0.9 * cap * seconds);
  }

  /** Makes one call after the other, each of which consumes some milliseconds after its start. */
  private static final class Worker {
    private final WritePace pace;
    private @Nullable Instant wakesAt;
    private double units;
    private @Nullable Instant landsAt;

    Worker(WritePace pace) {
      this.pace = pace;
    }

    /** The units that it consumes now. */
    double live(Instant now, Random random, long cap) {
      if (landsAt != null && !now.isBefore(landsAt)) {
        landsAt = null;
        pace.settled(units, units);
        return units;
      }
      if (landsAt != null || (wakesAt != null && now.isBefore(wakesAt))) {
        return 0;
      }
      if (wakesAt == null) {
        units = Math.min(25, 1 + random.nextInt((int) Math.max(1, cap / 4)));
      }
      Instant start = pace.startOf(units, now);
      if (start == null) {
        wakesAt = now.plusMillis(500 + random.nextInt(1_000));
      } else if (start.isAfter(now)) {
        wakesAt = start;
      } else {
        pace.started(units, now);
        wakesAt = null;
        landsAt = now.plusMillis(1 + random.nextInt(random.nextInt(20) == 0 ? 500 : 20));
      }
      return 0;
    }
  }

  private static Instant start(WritePace pace, double units) {
    return Objects.requireNonNull(pace.startOf(units, NOW));
  }

  private WritePace pace(@Nullable Long unitsPerSecond, int indexes) {
    return new WritePace(schedule, "run-1", unitsPerSecond, new UnitCosts(indexes));
  }
}
