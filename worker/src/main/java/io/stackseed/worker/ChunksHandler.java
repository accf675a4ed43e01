package io.stackseed.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.stackseed.aws.FunctionParts;
import io.stackseed.aws.SqsMessages;
import io.stackseed.chunk.ChunkQueue;
import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.Messages;
import io.stackseed.shape.Shapers;
import io.stackseed.time.Backoff;
import java.security.SecureRandom;
import java.util.Map;

/** Chunks, as the chunk queue delivers them. */
public final class ChunksHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Chunks chunks;
  private final ChunkQueue queue;

  /** As Lambda makes it. */
  public ChunksHandler() {
    this(System.getenv());
  }

  ChunksHandler(Map<String, String> variables) {
    FunctionParts parts = new FunctionParts(variables);
    this.queue = parts.chunkQueue();
    this.chunks =
        new Chunks(
            parts.runs(),
            new ChunkLoader(
                parts.sourceObjects(),
                parts.targetTable(),
                parts.rejectReport(),
                new Shapers(parts.hashKeys()),
                parts.writeSchedule(),
                Backoff.system(),
                parts.time()),
            parts.leasedWork(),
            new ChunkSender(queue, Backoff.system()),
            parts.metrics(),
            parts.time(),
            new SecureRandom());
  }

  ChunksHandler(Chunks chunks, ChunkQueue queue) {
    this.chunks = chunks;
    this.queue = queue;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return SqsMessages.handle(
        event,
        context,
        (body, until) -> chunks.handle(Messages.readChunk(body), until),
        queue::retryIn);
  }
}
