package io.stackseed.simulation;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Runs seeds, several worlds at once where there are several cores. */
final class Simulation {
  private final Plant plant;

  Simulation(Plant plant) {
    this.plant = plant;
  }

  /**
   * A seed that violated something.
   *
   * @param story of the same seed, told
   */
  record Failed(long seed, Throwable violation, String story) {}

  /**
   * Runs the seeds from the first one on, until one fails.
   *
   * @param tally takes what happened in all of them
   * @return the lowest seed that failed, and no lower one was left out; empty if none failed
   */
  Optional<Failed> run(long from, long seeds, Tally tally) {
    AtomicLong next = new AtomicLong(from);
    AtomicLong end = new AtomicLong(from + seeds);
    Thread[] threads = new Thread[Math.max(1, Runtime.getRuntime().availableProcessors())];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> runSome(next, end, tally), "worlds-" + i);
      threads[i].start();
    }
    for (Thread thread : threads) {
      join(thread);
    }
    return end.get() == from + seeds ? Optional.empty() : Optional.of(told(end.get()));
  }

  /** The seed that {@code end} stands at is the lowest that failed so far, if any has. */
  private void runSome(AtomicLong next, AtomicLong end, Tally total) {
    Tally tally = new Tally();
    try (Stage stage = new Stage()) {
      for (long seed = next.getAndIncrement(); seed < end.get(); seed = next.getAndIncrement()) {
        if (run(seed, stage, tally) != null) {
          long failed = seed;
          end.accumulateAndGet(failed, Math::min);
        }
      }
    }
    synchronized (total) {
      total.add(tally);
    }
  }

  private @Nullable Throwable run(long seed, Stage stage, Tally tally) {
    World world = new World(seed, stage, false, plant);
    Throwable violation = world.live();
    tally.add(world.summary());
    return violation;
  }

  /** Runs a seed once more and tells what happens. */
  Failed told(long seed) {
    try (Stage stage = new Stage()) {
      World world = new World(seed, stage, true, plant);
      Throwable violation = world.live();
      return new Failed(
          seed,
          Objects.requireNonNullElseGet(
              violation, () -> new AssertionError("the seed fails once and not again")),
          world.story.text());
    }
  }

  /** What happens in a seed, whether it fails or not. */
  String story(long seed) {
    try (Stage stage = new Stage()) {
      World world = new World(seed, stage, true, plant);
      Throwable violation = world.live();
      return violation == null ? world.story.text() : world.story.text() + violation;
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
