package io.stackseed.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stackseed.chunk.Acknowledgement;
import io.stackseed.chunk.Acknowledgement.RetryIn;
import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.chunk.ChunkSender;
import io.stackseed.chunk.Delivery;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.ObjectId;
import io.stackseed.chunk.SplitSender;
import io.stackseed.request.Notification;
import io.stackseed.request.TopicArn;
import io.stackseed.response.RecordingResponseSender.Sent;
import io.stackseed.run.Completion;
import io.stackseed.run.Counts;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.LeasedWork;
import io.stackseed.run.Outcome;
import io.stackseed.run.Progress;
import io.stackseed.run.Run;
import io.stackseed.source.SequentialReads;
import io.stackseed.testing.Fakes;
import io.stackseed.testing.Killed;
import io.stackseed.time.LongestPauses;
import io.stackseed.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A dispatcher over the fakes, an ingest bucket with {@code orders.jsonl} and the table {@code
 * orders}. Requests are published one after another; workers work when they are told to.
 */
final class RequestsScene {
  static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:stackseed-ingest";

  /** The dispatcher's timeout: what an invocation has when it begins. */
  static final Duration INVOCATION = Duration.ofMinutes(2);

  /** The worker's timeout. */
  static final Duration WORKER_INVOCATION = Duration.ofSeconds(90);

  private static final JsonMapper MAPPER = new JsonMapper();

  final Fakes fakes = new Fakes();
  private final Callbacks callbacks = new Callbacks(Set.of());
  final Requests requests = requests();
  private final LeasedWork workers = fakes.leasedWork();
  private String topic = TOPIC;
  private int published;

  RequestsScene() {
    fakes.tables.create(Fakes.ORDERS);
    fakes.tables.create(Fakes.table("returns"));
    put("orders.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
  }

  /** Another dispatcher over the same world. */
  Requests requests() {
    Drafts drafts = new Drafts(callbacks, fakes.time);
    return new Requests(
        new Admission(
            fakes.runs,
            new Inspection(
                fakes.tables, fakes.objects, () -> fakes.hashKeys.read(), "ingest", fakes.time),
            callbacks,
            drafts,
            new ByHand(fakes.runs, fakes.completion, drafts),
            "ingest"),
        planner(),
        fakes.runs,
        fakes.completion,
        fakes.time);
  }

  Planner planner() {
    return planner(Planner.Stride.USUAL);
  }

  Planner planner(Planner.Stride stride) {
    return new Planner(
        fakes.runs,
        fakes.objects,
        SequentialReads.PLAIN,
        fakes.objects,
        chunkSender(),
        splitSender(),
        stride,
        fakes.time);
  }

  private SplitSender splitSender() {
    return new SplitSender(fakes.splits, LongestPauses.backoff(fakes.time));
  }

  private ChunkSender chunkSender() {
    return new ChunkSender(fakes.chunks, LongestPauses.backoff(fakes.time));
  }

  Watchdog watchdog() {
    return watchdog(fakes.completion);
  }

  Watchdog watchdog(Completion completion) {
    return watchdog(completion, fakes.time);
  }

  /** One whose rounds are as long as this clock says. */
  Watchdog watchdog(Time clock) {
    return watchdog(fakes.completion, clock);
  }

  private Watchdog watchdog(Completion completion, Time clock) {
    return new Watchdog(
        fakes.runs,
        completion,
        new Recovery(
            fakes.runs, completion, fakes.chunks, chunkSender(), splitSender(), fakes.time),
        fakes.metrics,
        clock);
  }

  Rescue rescue() {
    return new Rescue(fakes.runs, fakes.completion, callbacks, fakes.metrics, fakes.time);
  }

  Splits splits() {
    return splits(Planner.Stride.USUAL);
  }

  Splits splits(Planner.Stride stride) {
    return new Splits(planner(stride), fakes.leasedWork());
  }

  void put(String key, String text) {
    fakes.objects.put("ingest", key, text.getBytes(UTF_8));
  }

  /** As a stack in another place would send it. */
  void publishTo(String otherTopic) {
    topic = otherTopic;
  }

  /** A new message, a little later than the one before. */
  Notification notification(RequestText request) {
    return notification(request.text());
  }

  Notification notification(String message) {
    fakes.time.advance(Duration.ofMillis(10));
    published++;
    return new Notification(
        TopicArn.parse(topic), "message-" + published, fakes.time.now(), message);
  }

  /** Publishes a message and delivers it once. */
  void publish(RequestText request) {
    deliver(notification(request));
  }

  void deliver(Notification notification) {
    deliver(requests, notification);
  }

  void deliver(Requests dispatcher, Notification notification) {
    deliver(dispatcher, notification, INVOCATION);
  }

  /** In an invocation that has this much time. */
  void deliverWithin(Duration invocation, Notification notification) {
    deliver(requests, notification, invocation);
  }

  private void deliver(Requests dispatcher, Notification notification, Duration invocation) {
    try {
      dispatcher.handle(notification, fakes.time.now().plus(invocation));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A minute goes by, and the watchdog makes its round. */
  void watch() {
    fakes.time.advance(Duration.ofMinutes(1));
    watch(watchdog());
  }

  void watch(Watchdog watchdog) {
    try {
      watchdog.handle(fakes.time.now().plus(INVOCATION));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates the resource and has it loaded; returns its PhysicalResourceId. */
  String created() {
    publish(RequestText.create("request-created"));
    loadAll();
    return answer().path("PhysicalResourceId").asText();
  }

  /** Has the newest run's object cut by a pass over its bytes. */
  Acknowledgement pass() {
    return pass(new ObjectId(run().id(), 0));
  }

  Acknowledgement pass(ObjectId object) {
    try {
      return splits().handle(object, fakes.time.now().plus(INVOCATION));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has every object cut that is queued and visible. */
  void splitAll() {
    for (Optional<Delivery<ObjectId>> next = fakes.splits.receive();
        next.isPresent();
        next = fakes.splits.receive()) {
      if (pass(next.get().message()) instanceof RetryIn retry) {
        fakes.splits.retryIn(next.get().receipt(), retry.delay());
      } else {
        fakes.splits.delete(next.get().receipt());
      }
    }
  }

  /** False if the invocation breaks off, by an exception or by its death. */
  static boolean isCompleted(Runnable invocation) {
    try {
      invocation.run();
      return true;
    } catch (RuntimeException | InMemoryRunStore.Killed | Killed e) {
      return false;
    }
  }

  /**
   * Every minute the watchdog, and workers in between, until nothing is left to do, for half an
   * hour at most; and then a round in which nothing breaks.
   */
  void watchToTheEnd() {
    for (int minute = 0;
        minute < 30 && !fakes.runs.runs().stream().allMatch(Run::isClosed);
        minute++) {
      isCompleted(this::splitAll);
      isCompleted(this::loadAll);
      isCompleted(this::watch);
    }
    fakes.runs.heal();
    watch();
  }

  /** Has workers load every chunk that is queued and visible: ten records each. */
  void loadAll() {
    boolean loaded = loadNext();
    while (loaded) {
      loaded = loadNext();
    }
  }

  /** Has a worker take the next message; false if none is visible. */
  boolean loadNext() {
    Optional<Delivery<ChunkMessage>> next = fakes.chunks.receive();
    if (next.isPresent()) {
      if (load(next.get().message()) instanceof RetryIn retry) {
        fakes.chunks.retryIn(next.get().receipt(), retry.delay());
      } else {
        fakes.chunks.delete(next.get().receipt());
      }
    }
    return next.isPresent();
  }

  /** As {@link #loadAll}, and waits for what comes back later, until the queue is empty. */
  void loadToTheEnd() {
    for (Optional<Instant> next = fakes.chunks.nextVisible();
        next.isPresent();
        next = fakes.chunks.nextVisible()) {
      Duration ahead = Duration.between(fakes.time.now(), next.get());
      fakes.time.advance(ahead.isNegative() ? Duration.ZERO : ahead);
      loadAll();
    }
  }

  private Acknowledgement load(ChunkMessage message) {
    ChunkId chunk = message.chunk();
    try {
      return workers.carryOut(
          chunk,
          message.range(),
          fakes.time.now().plus(WORKER_INVOCATION),
          (load, owner) ->
              fakes.runs.commit(
                  chunk, owner, new Counts(10, 10, 0, 0, 0, message.range().length(), 10), null));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void lease(ChunkId chunk, String owner, Duration length) {
    Instant now = fakes.time.now();
    fakes.runs.lease(chunk, new LeaseRequest(owner, now, now.plus(length)));
  }

  /** The bodies sent, oldest first. */
  List<String> bodies() {
    return fakes.sender.sent().stream().map(Sent::body).toList();
  }

  /** The bodies sent to a URL, oldest first. */
  List<String> sentTo(String url) {
    return fakes.sender.sent().stream()
        .filter(sent -> sent.url().revealForStorage().equals(url))
        .map(Sent::body)
        .toList();
  }

  /** The newest answer. */
  JsonNode answer() {
    return answer(bodies().size() - 1);
  }

  JsonNode answer(int index) {
    try {
      return MAPPER.readTree(bodies().get(index));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code SUCCESS}, or {@code FAILED: } and the Reason, of the newest answer. */
  String told() {
    return told(bodies().size() - 1);
  }

  String told(int index) {
    JsonNode answer = answer(index);
    return answer.has("Reason")
        ? answer.path("Status").asText() + ": " + answer.path("Reason").asText()
        : answer.path("Status").asText();
  }

  /** The run accepted last. */
  Run run() {
    List<Run> runs = fakes.runs.runs();
    return runs.get(runs.size() - 1);
  }

  Outcome outcome() {
    return Objects.requireNonNull(run().outcome());
  }

  Progress progress() {
    return fakes.runs.progress(run().id());
  }
}
