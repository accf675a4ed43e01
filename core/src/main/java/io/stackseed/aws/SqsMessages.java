package io.stackseed.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a queue's event message by message and reports those that are to come back. */
public final class SqsMessages {
  private static final Logger LOG = LoggerFactory.getLogger(SqsMessages.class);

  private SqsMessages() {}

  /** What is done with one message. */
  @FunctionalInterface
  public interface Action {
    /**
     * Carries out what the message asks.
     *
     * @param until when the invocation must be over
     */
    Acknowledgement take(String body, Instant until) throws InterruptedException;
  }

  /** What is done with one message that is done, or comes back when its visibility ends. */
  @FunctionalInterface
  public interface Task {
    /**
     * Carries out what the message asks.
     *
     * @param until when the invocation must be over
     * @throws RuntimeException if it is to come back
     */
    void carryOut(String body, Instant until) throws InterruptedException;
  }

  /** Takes every message of an event; none of them comes back before its visibility ends. */
  public static SQSBatchResponse handle(SQSEvent event, Context context, Task task) {
    return handle(
        event,
        context,
        (body, until) -> {
          task.carryOut(body, until);
          return new Done();
        },
        (receipt, delay) -> {});
  }

  /**
   * Takes every message of an event.
   *
   * @param retryIn changes when a message comes back, by its receipt handle
   */
  public static SQSBatchResponse handle(
      SQSEvent event, Context context, Action action, BiConsumer<String, Duration> retryIn) {
    Instant until = Instant.now().plusMillis(context.getRemainingTimeInMillis());
    List<BatchItemFailure> failures = new ArrayList<>();
    for (SQSMessage message : event.getRecords()) {
      if (!isDone(message, until, action, retryIn)) {
        failures.add(BatchItemFailure.builder().withItemIdentifier(message.getMessageId()).build());
      }
    }
    return SQSBatchResponse.builder().withBatchItemFailures(failures).build();
  }

  private static boolean isDone(
      SQSMessage message, Instant until, Action action, BiConsumer<String, Duration> retryIn) {
    try {
      Acknowledgement acknowledgement = action.take(message.getBody(), until);
      if (acknowledgement instanceof RetryIn retry) {
        retryIn.accept(message.getReceiptHandle(), retry.delay());
        return false;
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (RuntimeException e) {
      LOG.error("Message {} comes back", message.getMessageId(), e);
      return false;
    }
  }
}
