package io.stackseed.time;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: a pause of a random length up to a bound that doubles with
 * every try ("Exponential Backoff And Jitter", AWS Architecture Blog).
 */
public final class Backoff {
  private static final Duration BASE = Duration.ofMillis(50);
  private static final Duration CAP = Duration.ofSeconds(5);

  /** Far above any cap, and far from an overflow. */
  private static final int MAX_DOUBLINGS = 30;

  private final Time time;
  private final RandomGenerator random;
  private final Duration base;
  private final Duration cap;

  /** Of 50 milliseconds at first, of 5 seconds at most. */
  public Backoff(Time time, RandomGenerator random) {
    this(time, random, BASE, CAP);
  }

  /**
   * @param base the bound after one try; above zero
   * @param cap the bound after any number of them; not below the base
   */
  public Backoff(Time time, RandomGenerator random, Duration base, Duration cap) {
    if (base.toMillis() < 1 || cap.compareTo(base) < 0) {
      throw new IllegalArgumentException(
          "A backoff from %s to %s does not grow".formatted(base, cap));
    }
    this.time = time;
    this.random = random;
    this.base = base;
    this.cap = cap;
  }

  /** Over the machine's clock. */
  public static Backoff system() {
    return new Backoff(Time.system(), new SecureRandom());
  }

  /**
   * How long to wait after so many tries in a row that got nowhere.
   *
   * @param tries from 1
   */
  public Duration delay(int tries) {
    long bound = Math.min(cap.toMillis(), base.toMillis() << Math.min(tries - 1, MAX_DOUBLINGS));
    return Duration.ofMillis(random.nextLong(bound + 1));
  }

  /** Waits for {@link #delay}. */
  public void pause(int tries) throws InterruptedException {
    time.pause(delay(tries));
  }
}
