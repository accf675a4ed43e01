package io.stackseed.benchmarks;

import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.Done;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.Delivery;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.PlanPage;
import io.stackseed.chunk.SplitSender;
import io.stackseed.dispatcher.Admission;
import io.stackseed.dispatcher.ByHand;
import io.stackseed.dispatcher.Callbacks;
import io.stackseed.dispatcher.Drafts;
import io.stackseed.dispatcher.Inspection;
import io.stackseed.dispatcher.Planner;
import io.stackseed.dispatcher.Requests;
import io.stackseed.dispatcher.Splits;
import io.stackseed.item.TargetTable;
import io.stackseed.request.Notification;
import io.stackseed.request.TopicArn;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.source.SequentialReads;
import io.stackseed.testing.Fakes;
import io.stackseed.time.Backoff;
import io.stackseed.worker.ChunkLoader;
import io.stackseed.worker.Chunks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A request's way through the functions, one step after the other in one thread, over progress
 * table and queues in memory. Its clock stands still: what is measured is measured outside.
 */
public final class Pipeline {

  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:stackseed-ingest";

  /** The functions' timeouts. */
  private static final Duration DISPATCHER = Duration.ofMinutes(2);

  private static final Duration WORKER = Duration.ofSeconds(90);

  private final Fakes fakes;
  private final Requests requests;
  private final Splits splits;
  private final Chunks chunks;

  public Pipeline(Contents objects, TargetTable tables) {
    this(objects, tables, Fakes.START);
  }

  /** One whose clock stands still at another time, for what also reads the machine's. */
  public Pipeline(Contents objects, TargetTable tables, Instant now) {
    fakes = new Fakes(now);
    Backoff backoff = new Backoff(fakes.time, new Random(1));
    Planner planner =
        new Planner(
            fakes.runs,
            objects,
            SequentialReads.AHEAD,
            objects,
            new ChunkSender(fakes.chunks, backoff),
            new SplitSender(fakes.splits, backoff),
            Planner.Stride.USUAL,
            fakes.time);
    Callbacks callbacks = new Callbacks(Set.of());
    Drafts drafts = new Drafts(callbacks, fakes.time);
    ByHand byHand = new ByHand(fakes.runs, fakes.completion, drafts);
    Inspection inspection =
        new Inspection(tables, objects, fakes.hashKeys, Contents.BUCKET, fakes.time);
    Admission admission =
        new Admission(fakes.runs, inspection, callbacks, drafts, byHand, Contents.BUCKET);
    this.requests = new Requests(admission, planner, fakes.runs, fakes.completion, fakes.time);
    this.splits = new Splits(planner, fakes.leasedWork());
    ChunkLoader loader =
        new ChunkLoader(
            objects, tables, fakes.report, fakes.shapers(), fakes.schedule, backoff, fakes.time);
    this.chunks =
        new Chunks(
            fakes.runs,
            loader,
            fakes.leasedWork(),
            new ChunkSender(fakes.chunks, backoff),
            fakes.metrics,
            fakes.time,
            new Random(1));
  }

  /**
   * Publishes a request for an object, and plans it to its end.
   *
   * @throws IllegalStateException if it was refused, or could not be planned
   */
  public void plan(String key) throws InterruptedException {
    String message =
        """
        {"RequestType": "Create", "ResourceType": "Custom::DataIngest", "ResourceProperties":
          {"ServiceToken": "%s", "TargetTable": "%s", "DataIngestFile": "%s", "MaxRejected": 1}}
        """
            .formatted(TOPIC, CountingTable.NAME, key);
    requests.handle(
        new Notification(TopicArn.parse(TOPIC), "message-1", fakes.time.now(), message),
        fakes.time.now().plus(DISPATCHER));
    for (Optional<Delivery<ObjectId>> next = fakes.splits.receive();
        next.isPresent();
        next = fakes.splits.receive()) {
      Delivery<ObjectId> delivery = next.get();
      requireDone(splits.handle(delivery.message(), fakes.time.now().plus(DISPATCHER)));
      fakes.splits.delete(delivery.receipt());
    }
    requireState(RunState.LOADING);
  }

  /**
   * Loads every chunk that is queued.
   *
   * @throws IllegalStateException if the run does not succeed by that
   */
  public void load() throws InterruptedException {
    for (Optional<Delivery<ChunkMessage>> next = fakes.chunks.receive();
        next.isPresent();
        next = fakes.chunks.receive()) {
      Delivery<ChunkMessage> delivery = next.get();
      requireDone(chunks.handle(delivery.message(), fakes.time.now().plus(WORKER)));
      fakes.chunks.delete(delivery.receipt());
    }
    requireState(RunState.SUCCEEDED);
  }

  /** How far the run is. */
  public Progress progress() {
    return fakes.runs.progress(run().id());
  }

  /** The plan, in the order of the object. */
  public List<PlanPage> pages() {
    return fakes.runs.pages(run().id());
  }

  /** The run. */
  public Run run() {
    return fakes.runs.runs().get(0);
  }

  private static void requireDone(Acknowledgement acknowledgement) {
    if (!(acknowledgement instanceof Done)) {
      throw new IllegalStateException("an attempt failed, see the log: " + acknowledgement);
    }
  }

  private void requireState(RunState state) {
    if (progress().state() != state) {
      Outcome outcome = run().outcome();
      throw new IllegalStateException(
          "the run is not %s but %s: %s".formatted(state, progress().state(), outcome));
    }
  }
}
