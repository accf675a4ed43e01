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
  private static final int MAX_DOUBLINGS = 10;

  private final Time time;
  private final RandomGenerator random;

  public Backoff(Time time, RandomGenerator random) {
    this.time = time;
    this.random = random;
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
    long bound = Math.min(CAP.toMillis(), BASE.toMillis() << Math.min(tries - 1, MAX_DOUBLINGS));
    return Duration.ofMillis(random.nextLong(bound + 1));
  }

  /** Waits for {@link #delay}. */
  public void pause(int tries) throws InterruptedException {
    time.pause(delay(tries));
  }
}
