package io.stackseed.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.stackseed.aws.AwsServices;
import io.stackseed.aws.Environment;
import io.stackseed.aws.SqsMessages;
import io.stackseed.chunk.ChunkQueue;
import io.stackseed.chunk.Messages;
import io.stackseed.response.HttpResponseSender;
import io.stackseed.run.Completion;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.RunStore;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;

/** Chunks, as the chunk queue delivers them. */
public final class ChunksHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Chunks chunks;
  private final ChunkQueue queue;

  /** As Lambda makes it. */
  public ChunksHandler() {
    this(System.getenv());
  }

  ChunksHandler(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    AwsServices services = new AwsServices(environment);
    Time time = Time.system();
    RunStore runs = services.runStore(environment.text("PROGRESS_TABLE"));
    Completion completion =
        new Completion(
            runs,
            HttpResponseSender.create(time, new SecureRandom()),
            environment.list("EXTRA_RESPONSE_HOSTS"),
            time);
    this.queue = services.chunkQueue(environment.text("CHUNK_QUEUE_URL"));
    this.chunks =
        new Chunks(
            runs,
            new ChunkLoader(
                services.sourceObjects(), services.targetTable(), Backoff.system(), time),
            new LeasedWork(runs, completion, time, () -> UUID.randomUUID().toString()),
            time);
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
