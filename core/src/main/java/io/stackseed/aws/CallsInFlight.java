package io.stackseed.aws;

import io.stackseed.item.BatchCalls;
import io.stackseed.item.BatchResult;
import io.stackseed.item.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls on threads of their own. */
final class CallsInFlight implements BatchCalls {
  private final WriteCall call;
  private final Instant until;
  private final Executor executor;
  private final BlockingQueue<Supplier<BatchResult>> settled = new LinkedBlockingQueue<>();
  private final int capacity;
  private int inFlight;

  CallsInFlight(WriteCall call, Instant until, Executor executor, int capacity) {
    this.call = call;
    this.until = until;
    this.executor = executor;
    this.capacity = capacity;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public int batchSize() {
    return call.batchSize();
  }

  @Override
  public void start(List<Item> batch) {
    executor.execute(() -> settled.add(settle(batch)));
    inFlight++;
  }

  @Override
  public @Nullable BatchResult await(Duration most) throws InterruptedException {
    Supplier<BatchResult> result = settled.poll(most.toNanos(), TimeUnit.NANOSECONDS);
    if (result == null) {
      return null;
    }
    inFlight--;
    return result.get();
  }

  @Override
  public void close() {
    boolean interrupted = false;
    while (inFlight > 0) {
      try {
        settled.take();
        inFlight--;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The call's result, or its exception for whoever awaits it. */
  private Supplier<BatchResult> settle(List<Item> batch) {
    try {
      BatchResult result = make(batch);
      return () -> result;
    } catch (RuntimeException | Error e) {
      // An Error too: whoever awaits this call would wait for ever.
      return () -> {
        throw e;
      };
    }
  }

  private BatchResult make(List<Item> batch) {
    Duration left = Duration.between(Instant.now(), until);
    if (left.isNegative() || left.isZero()) {
      throw new IllegalStateException("no time is left for a call");
    }
    return call.make(batch, left);
  }
}
