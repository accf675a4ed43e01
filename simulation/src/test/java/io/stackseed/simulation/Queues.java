package io.stackseed.simulation;

import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ChunkQueue;
import io.stackseed.chunk.Messages;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.SplitQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The queues as the actors reach them. */
final class Queues {
  private Queues() {}

  /** The queue of chunks. */
  static final class Chunked implements ChunkQueue {
    private final MessageQueue queue;
    private final Calls calls;
    private final Hazards hazards;

    private final Consumer<ChunkMessage> listener;

    /**
     * @param listener hears of every message before it is queued
     */
    Chunked(MessageQueue queue, Calls calls, Hazards hazards, Consumer<ChunkMessage> listener) {
      this.queue = queue;
      this.calls = calls;
      this.hazards = hazards;
      this.listener = listener;
    }

    @Override
    public List<ChunkMessage> send(List<ChunkMessage> batch, Duration delay) {
      if (batch.isEmpty() || batch.size() > MAX_BATCH) {
        throw new AssertionError(batch.size() + " messages in a batch");
      }
      return calls.make("sendChunks", batch, () -> sendNow(batch, delay));
    }

    private List<ChunkMessage> sendNow(List<ChunkMessage> batch, Duration delay) {
      List<ChunkMessage> refused = new ArrayList<>();
      for (ChunkMessage message : batch) {
        if (hazards.strikes(Hazard.SEND_PARTLY_REFUSED)) {
          refused.add(message);
        } else {
          listener.accept(message);
          // In whole seconds.
          long millis = delay.plusMillis(999).toSeconds() * 1_000;
          queue.send(Messages.write(message), message.chunk().runId(), millis);
        }
      }
      return refused;
    }

    @Override
    public void retryIn(String receipt, Duration delay) {
      calls.make("retryIn", delay, () -> queue.retryIn(receipt, delay.toMillis()));
    }

    /** An approximation, and wrong at times. */
    @Override
    public boolean isEmpty() {
      return calls.make(
          "isEmpty", "", () -> queue.isEmpty() || hazards.strikes(Hazard.QUEUE_SEEMS_EMPTY));
    }
  }

  /** The queue of objects that need a pass. */
  static final class Split implements SplitQueue {
    private final MessageQueue queue;
    private final Calls calls;
    private final Hazards hazards;

    Split(MessageQueue queue, Calls calls, Hazards hazards) {
      this.queue = queue;
      this.calls = calls;
      this.hazards = hazards;
    }

    @Override
    public List<ObjectId> send(List<ObjectId> batch) {
      if (batch.isEmpty() || batch.size() > MAX_BATCH) {
        throw new AssertionError(batch.size() + " messages in a batch");
      }
      return calls.make("sendSplits", batch, () -> sendNow(batch));
    }

    private List<ObjectId> sendNow(List<ObjectId> batch) {
      List<ObjectId> refused = new ArrayList<>();
      for (ObjectId object : batch) {
        if (hazards.strikes(Hazard.SEND_PARTLY_REFUSED)) {
          refused.add(object);
        } else {
          queue.send(Messages.write(object), object.runId());
        }
      }
      return refused;
    }

    @Override
    public void retryIn(String receipt, Duration delay) {
      calls.make("retryIn", delay, () -> queue.retryIn(receipt, delay.toMillis()));
    }
  }
}
