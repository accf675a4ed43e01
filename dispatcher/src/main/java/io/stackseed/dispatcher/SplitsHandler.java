package io.stackseed.dispatcher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.stackseed.aws.AwsServices;
import io.stackseed.aws.Environment;
import io.stackseed.aws.SqsMessages;
import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.Messages;
import io.stackseed.chunk.SplitQueue;
import io.stackseed.response.HttpResponseSender;
import io.stackseed.run.Completion;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.RunStore;
import io.stackseed.source.SourceObjects;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;

/** Objects that need a pass, as the split queue delivers them. */
public final class SplitsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Splits splits;
  private final SplitQueue queue;

  /** As Lambda makes it. */
  public SplitsHandler() {
    this(System.getenv());
  }

  SplitsHandler(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    AwsServices services = new AwsServices(environment);
    Time time = Time.system();
    RunStore runs = services.runStore(environment.text("PROGRESS_TABLE"));
    SourceObjects objects = services.sourceObjects();
    Completion completion =
        new Completion(
            runs,
            HttpResponseSender.create(time, new SecureRandom()),
            environment.list("EXTRA_RESPONSE_HOSTS"),
            time);
    this.queue = services.splitQueue(environment.text("SPLIT_QUEUE_URL"));
    ChunkSender chunks =
        new ChunkSender(services.chunkQueue(environment.text("CHUNK_QUEUE_URL")), Backoff.system());
    this.splits =
        new Splits(
            objects,
            new Planner(runs, chunks, queue),
            new LeasedWork(runs, completion, time, () -> UUID.randomUUID().toString()));
  }

  SplitsHandler(Splits splits, SplitQueue queue) {
    this.splits = splits;
    this.queue = queue;
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
