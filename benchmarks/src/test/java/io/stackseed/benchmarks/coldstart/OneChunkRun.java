package io.stackseed.benchmarks.coldstart;

import io.stackseed.aws.AwsServices;
import io.stackseed.aws.Environment;
import io.stackseed.benchmarks.Contents;
import io.stackseed.benchmarks.CountingTable;
import io.stackseed.benchmarks.OrderFile;
import io.stackseed.benchmarks.Pipeline;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.Messages;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Resource;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import io.stackseed.run.RunStore.Acceptance;
import io.stackseed.source.SourceLocation;
import io.stackseed.source.SourceObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** A planned run of one chunk, in a {@link ServicesStub}: as the product itself stores it. */
final class OneChunkRun implements AutoCloseable {
  private static final String KEY = "orders.jsonl";

  /** What fits into one call. */
  private static final int ORDERS = 25;

  private final OrderFile orders = OrderFile.lines(ORDERS, 1);
  private final ServicesStub stub;
  private final String message;

  OneChunkRun() throws IOException, InterruptedException {
    Contents objects = new Contents();
    objects.put(KEY, orders);
    SourceObject object = objects.describe(new SourceLocation(Contents.BUCKET, KEY), null);
    Pipeline pipeline =
        new Pipeline(objects, new CountingTable(), new InMemoryRunStore(), Instant.now());
    pipeline.plan(KEY);
    Run run = pipeline.run();
    message =
        Messages.write(
            new ChunkMessage(new ChunkId(run.id(), 0, 0), pipeline.pages().get(0).ranges().get(0)));
    stub =
        new ServicesStub(orders.toByteArray(), String.valueOf(object.versionId()), object.eTag());
    RunStore store =
        new AwsServices(new Environment(FunctionVariables.of(stub.endpoint())))
            .runStore(FunctionVariables.PROGRESS_TABLE);
    if (store.accept(run, pipeline.progress(), Resource.NEW, null, List.of())
        != Acceptance.ACCEPTED) {
      throw new IllegalStateException("the stub does not take the run");
    }
    stub.freeze();
  }

  /** The services that have it. */
  ServicesStub services() {
    return stub;
  }

  /** The chunk's message. */
  String message() {
    return message;
  }

  /** What the chunk holds. */
  OrderFile orders() {
    return orders;
  }

  @Override
  public void close() {
    stub.close();
  }
}
