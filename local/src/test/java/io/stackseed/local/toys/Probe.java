package io.stackseed.local.toys;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests watch and steer, by the function's {@code PROBE} variable. */
public final class Probe {

  private static final Map<String, Probe> PROBES = new ConcurrentHashMap<>();

  private final List<Map<String, Object>> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger failuresLeft = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  public static Probe named(String name) {
    return PROBES.computeIfAbsent(name, key -> new Probe());
  }

  public List<Map<String, Object>> events() {
    return events;
  }

  /** The next invocations throw. */
  public void failNext(int count) {
    failuresLeft.set(count);
  }

  /** Invocations wait until the latch opens. */
  public void holdUntil(CountDownLatch latch) {
    gate = latch;
  }

  /** The handler. */
  public static final class Handler {

    private final Probe probe;

    public Handler() {
      this(System.getenv());
    }

    Handler(Map<String, String> environment) {
      this.probe = named(environment.get("PROBE"));
    }

    public Map<String, Object> handle(Map<String, Object> event, Context context)
        throws InterruptedException {
      probe.events.add(event);
      probe.gate.await();
      if (probe.failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("told to fail");
      }
      return Map.of("remaining", context.getRemainingTimeInMillis());
    }
  }
}
