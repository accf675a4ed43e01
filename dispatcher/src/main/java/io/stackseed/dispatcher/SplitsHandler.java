package io.stackseed.dispatcher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.stackseed.aws.FunctionParts;
import io.stackseed.aws.SqsMessages;
import io.stackseed.chunk.Messages;
import io.stackseed.chunk.SplitQueue;
import io.stackseed.source.SequentialReads;
import java.util.Map;

/** Objects that need a pass, as the split queue delivers them. */
public final class SplitsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Splits splits;
  private final SplitQueue queue;

  /** As Lambda makes it. */
  public SplitsHandler() {
    this(System.getenv());
  }

  SplitsHandler(Map<String, String> variables) {
    FunctionParts parts = new FunctionParts(variables);
    this.queue = parts.splitQueue();
    this.splits = new Splits(planner(parts), parts.leasedWork());
  }

  SplitsHandler(Splits splits, SplitQueue queue) {
    this.splits = splits;
    this.queue = queue;
  }

  /** As both functions that plan have it. */
  static Planner planner(FunctionParts parts) {
    return new Planner(
        parts.runs(),
        parts.sourceObjects(),
        SequentialReads.AHEAD,
        parts.stagingArea(),
        parts.chunkSender(),
        parts.splitSender(),
        Planner.Stride.USUAL,
        parts.time());
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return SqsMessages.handle(
        event,
        context,
        (body, until) -> splits.handle(Messages.readObject(body), until),
        queue::retryIn);
  }
}
