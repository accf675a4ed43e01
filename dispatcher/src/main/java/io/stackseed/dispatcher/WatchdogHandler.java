package io.stackseed.dispatcher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.stackseed.aws.FunctionParts;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A round of the watchdog, whenever the schedule wakes it. */
public final class WatchdogHandler implements RequestHandler<Map<String, Object>, @Nullable Void> {
  private final Watchdog watchdog;

  /** As Lambda makes it. */
  public WatchdogHandler() {
    this(System.getenv());
  }

  WatchdogHandler(Map<String, String> variables) {
    FunctionParts parts = new FunctionParts(variables);
    Recovery recovery =
        new Recovery(
            parts.runs(),
            parts.completion(),
            parts.chunkQueue(),
            parts.chunkSender(),
            parts.splitSender(),
            parts.time());
    this.watchdog =
        new Watchdog(parts.runs(), parts.completion(), recovery, parts.metrics(), parts.time());
  }

  WatchdogHandler(Watchdog watchdog) {
    this.watchdog = watchdog;
  }

  /**
   * A round that fails is not tried again: the next is at most a minute away.
   *
   * @param event the scheduler's, which says nothing that matters
   */
  @Override
  public @Nullable Void handleRequest(Map<String, Object> event, Context context) {
    Instant until = Instant.now().plusMillis(context.getRemainingTimeInMillis());
    try {
      watchdog.handle(until);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return null;
  }
}
