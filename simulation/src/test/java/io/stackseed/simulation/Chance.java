package io.stackseed.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What a seed decides. */
final class Chance {
  private final SplittableRandom random;

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  static Chance of(long seed) {
    return new Chance(new SplittableRandom(seed));
  }

  /** Another one, so that what is drawn from either does not change the other. */
  Chance another() {
    return new Chance(random.split());
  }

  /** For what takes its randomness from the platform's interface. */
  RandomGenerator generator() {
    return random;
  }

  /** True with this probability. */
  boolean hits(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /** From 0. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both are possible. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** In milliseconds; both are possible. */
  long millis(Duration least, Duration most) {
    return random.nextLong(least.toMillis(), most.toMillis() + 1);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T> T oneOf(T first, T... others) {
    int index = below(others.length + 1);
    return index == 0 ? first : others[index - 1];
  }
}
