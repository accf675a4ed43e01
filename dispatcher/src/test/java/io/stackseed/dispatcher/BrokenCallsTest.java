package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.request.Notification;
import io.stackseed.run.InMemoryRunStore;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.testing.Crash;
import io.stackseed.testing.Fakes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each call to the progress table, whichever it is and whoever makes it, fails or kills before or
 * after its effect. Notifications and messages come back, and the watchdog makes its rounds.
 */
class BrokenCallsTest {
  private static final int CHUNK_BYTES = 262_144;

  /** Of one method: what is read in every round is read alike. */
  private static final int MOST_CALLS = 15;

  private static final Duration LEASE = RequestsScene.WORKER_INVOCATION.plusSeconds(15);

  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  /** A Create, the Update that takes its place, and the Delete that comes after both. */
  @ParameterizedTest(name = "{1} at call {2} of {0}")
  @MethodSource("callsOfRequests")
  void whereverADispatcherBreaksEveryRequestIsAnsweredAlike(String method, Crash crash, int call) {
    createUpdateAndDelete(() -> crash.at(fakes.runs, method, call));
  }

  static Stream<Arguments> callsOfRequests() {
    return calls(BrokenCallsTest::createUpdateAndDelete);
  }

  private void createUpdateAndDelete(Runnable begin) {
    begin.run();
    deliverUntilItIsTaken(scene.notification(RequestText.create("request-1")));
    deliverUntilItIsTaken(
        scene.notification(
            RequestText.update("request-2", idOf(scene.run())).property("DataVersion", "2")));
    workUntilItHasEnded(scene.run());
    deliverUntilItIsTaken(scene.notification(RequestText.delete("request-3", idOf(scene.run()))));
    scene.watchToTheEnd();

    assertThat(states())
        .containsExactly(RunState.CANCELLED, RunState.SUCCEEDED, RunState.SUCCEEDED);
    assertThat(recordsRead(fakes.runs.runs().get(1))).isEqualTo(10);
    assertToldAlike("request-1", "FAILED", "Superseded: a newer Update");
    assertToldAlike("request-2", "SUCCESS", "\"RecordsRead\":\"10\"");
    assertToldAlike("request-3", "SUCCESS", "RunId");
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  /** A retry of the same RequestId while the first try loads. */
  @ParameterizedTest(name = "{1} at call {2} of {0}")
  @MethodSource("callsOfARetry")
  void whereverADispatcherBreaksARetryIsAnsweredAlone(String method, Crash crash, int call) {
    createAndRetry(() -> crash.at(fakes.runs, method, call));
  }

  static Stream<Arguments> callsOfARetry() {
    return calls(BrokenCallsTest::createAndRetry);
  }

  private void createAndRetry(Runnable begin) {
    RequestText first = RequestText.create("request-1");
    begin.run();
    deliverUntilItIsTaken(scene.notification(first));
    deliverUntilItIsTaken(
        scene.notification(RequestText.create("request-1").signed("signed-anew")));
    scene.watchToTheEnd();

    assertThat(states()).containsExactly(RunState.CANCELLED, RunState.SUCCEEDED);
    assertThat(scene.sentTo(first.responseUrl())).isEmpty();
    assertToldAlike("request-1", "SUCCESS", "\"RecordsRead\":\"10\"");
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  /** All objects of a prefix, one of which takes a pass over its bytes. */
  @ParameterizedTest(name = "{1} at call {2} of {0}")
  @MethodSource("callsOfAListing")
  void whereverTheSplittingOfAListingBreaksAllOfItIsLoaded(String method, Crash crash, int call) {
    loadListing(() -> crash.at(fakes.runs, method, call));
  }

  static Stream<Arguments> callsOfAListing() {
    return calls(BrokenCallsTest::loadListing);
  }

  private void loadListing(Runnable begin) {
    scene.put("data/a.jsonl", "{\"id\":\"a\"}\n");
    scene.put("data/b.json", "[" + "{\"id\":\"b\"},".repeat(30_000) + "{\"id\":\"c\"}]");
    scene.put("data/c.csv", "id\nd\n");
    begin.run();
    deliverUntilItIsTaken(
        scene.notification(
            RequestText.create("request-1")
                .property("DataIngestFile", "data/")
                .property("ChunkBytes", Integer.toString(CHUNK_BYTES))));
    scene.watchToTheEnd();

    assertThat(states()).containsExactly(RunState.SUCCEEDED);
    assertThat(scene.outcome().chunks()).isEqualTo(4);
    assertToldAlike("request-1", "SUCCESS", "\"RecordsRead\":\"40\"");
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  /** A run that signals its end is cancelled by hand, and resumed. */
  @ParameterizedTest(name = "{1} at call {2} of {0}")
  @MethodSource("callsOfWhatIsAskedByHand")
  void whereverADispatcherBreaksWhatIsAskedByHandComesToTheSame(
      String method, Crash crash, int call) {
    cancelAndResume(() -> crash.at(fakes.runs, method, call));
  }

  static Stream<Arguments> callsOfWhatIsAskedByHand() {
    return calls(BrokenCallsTest::cancelAndResume);
  }

  private void cancelAndResume(Runnable begin) {
    String handle = RequestText.handle("Loaded");
    scene.publish(lines("request-1", "Seed", 3).property("CompletionHandle", handle));
    scene.loadNext();
    begin.run();
    deliverUntilItIsTaken(scene.notification(RequestText.cancel(scene.run().id())));
    deliverUntilItIsTaken(scene.notification(RequestText.resume(fakes.runs.runs().get(0).id())));
    scene.watchToTheEnd();

    assertThat(states())
        .containsExactly(RunState.CANCELLED, RunState.SUCCEEDED, RunState.SUCCEEDED);
    assertThat(scene.outcome().chunks()).isEqualTo(2);
    assertThat(recordsRead(scene.run())).isEqualTo(20);
    assertThat(scene.sentTo(handle).stream().distinct())
        .hasSize(1)
        .allMatch(body -> body.contains("Cancelled by a message to the topic."));
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  /** A Create that runs, an Update that is rescued, and the Delete, which is rescued too. */
  @ParameterizedTest(name = "{1} at call {2} of {0}")
  @MethodSource("callsOfARescue")
  void whereverARescueBreaksEveryRequestIsAnsweredAlike(String method, Crash crash, int call) {
    rescue(() -> crash.at(fakes.runs, method, call));
  }

  static Stream<Arguments> callsOfARescue() {
    return calls(BrokenCallsTest::rescue);
  }

  private void rescue(Runnable begin) {
    scene.publish(RequestText.create("request-1"));
    Run create = scene.run();
    ChunkId chunk = new ChunkId(create.id(), 0, 0);
    scene.lease(chunk, "worker", LEASE);
    Instant leaseUntil = fakes.time.now().plus(LEASE);
    begin.run();
    rescueUntilItIsTaken(
        scene.notification(
            RequestText.update("request-2", idOf(create)).property("DataVersion", "2")));
    rescueUntilItIsTaken(scene.notification(RequestText.delete("request-3", idOf(create))));
    scene.watchToTheEnd();

    assertThat(states()).containsExactly(RunState.CANCELLED, RunState.FAILED, RunState.SUCCEEDED);
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
    assertToldAlike("request-1", "FAILED", "Superseded: a newer Delete");
    assertToldAlike("request-2", "FAILED", "could not take this request (RetriesExhausted)");
    assertToldAlike("request-3", "SUCCESS", "RunId");
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  /** Everything at once that a round finds to do. */
  @ParameterizedTest(name = "{1} at call {2} of {0}")
  @MethodSource("callsOfRounds")
  void whereverARoundBreaksTheNextOnesDoTheSame(String method, Crash crash, int call) {
    watchEverything(() -> crash.at(fakes.runs, method, call));
  }

  static Stream<Arguments> callsOfRounds() {
    return calls(BrokenCallsTest::watchEverything);
  }

  private void watchEverything(Runnable begin) {
    Instant leaseUntil = leaveEverythingToTheWatchdog();
    begin.run();

    scene.watchToTheEnd();

    assertEverythingWasDone(leaseUntil);
  }

  @Test
  void roundsThatDoNotBreakDoEverything() {
    Instant leaseUntil = leaveEverythingToTheWatchdog();

    scene.watchToTheEnd();

    assertEverythingWasDone(leaseUntil);
    assertThat(scene.bodies()).hasSize(8);
    assertThat(fakes.chunks.sent()).hasSize(11);
    assertThat(fakes.splits.sent()).hasSize(2);
  }

  /** Returns when the worker of the run that is deleted is silent. */
  private Instant leaveEverythingToTheWatchdog() {
    // Two chunks: one's worker has died, the other's message was lost.
    scene.publish(lines("request-stalled", "Stalled", 2));
    killNextWorker();
    fakes.chunks.delete(fakes.chunks.receive().orElseThrow().receipt());
    // Loaded, and whoever loaded it died.
    scene.publish(
        lines("request-loaded", "Loaded", 1)
            .property("CompletionHandle", RequestText.handle("Handle")));
    fakes.runs.killAfter("commit");
    assertThat(RequestsScene.isCompleted(scene::loadNext)).isFalse();
    // Accepted, and whoever was to plan it died.
    fakes.runs.killAfter("accept");
    assertThatThrownBy(() -> scene.publish(lines("request-unplanned", "Unplanned", 3)))
        .isInstanceOf(InMemoryRunStore.Killed.class);
    // Replaced, and whoever was to tell it died.
    scene.publish(lines("request-replaced", "Replaced", 1));
    fakes.runs.killAfter("accept");
    assertThatThrownBy(
            () ->
                scene.publish(
                    RequestText.update("request-update", idOf(scene.run()))
                        .with("LogicalResourceId", "Replaced")
                        .property("DataVersion", "2")))
        .isInstanceOf(InMemoryRunStore.Killed.class);
    // Deleted while a worker is at it.
    scene.publish(lines("request-created", "Deleted", 1));
    ChunkId chunk = new ChunkId(scene.run().id(), 0, 0);
    scene.lease(chunk, "worker", LEASE);
    Instant leaseUntil = fakes.time.now().plus(LEASE);
    fakes.runs.killAfter("accept");
    assertThatThrownBy(
            () ->
                scene.publish(
                    RequestText.delete("request-delete", idOf(scene.run()))
                        .with("LogicalResourceId", "Deleted")))
        .isInstanceOf(InMemoryRunStore.Killed.class);
    return leaseUntil;
  }

  private void assertEverythingWasDone(Instant leaseUntil) {
    assertThat(states())
        .containsExactly(
            RunState.SUCCEEDED,
            RunState.SUCCEEDED,
            RunState.SUCCEEDED,
            RunState.CANCELLED,
            RunState.SUCCEEDED,
            RunState.CANCELLED,
            RunState.SUCCEEDED);
    assertToldAlike("request-stalled", "SUCCESS", "\"RecordsRead\":\"20\"");
    assertToldAlike("request-loaded", "SUCCESS", "\"Chunks\":\"1\"");
    assertToldAlike("request-unplanned", "SUCCESS", "\"RecordsRead\":\"30\"");
    assertToldAlike("request-replaced", "FAILED", "Superseded: a newer Update");
    assertToldAlike("request-update", "SUCCESS", "\"RecordsRead\":\"10\"");
    assertToldAlike("request-created", "FAILED", "Superseded: a newer Delete");
    assertToldAlike("request-delete", "SUCCESS", "RunId");
    assertThat(scene.sentTo(RequestText.handle("Handle")).stream().distinct())
        .hasSize(1)
        .allMatch(body -> body.startsWith("{\"Status\":\"SUCCESS\""));
    assertThat(scene.outcome().at()).isAfterOrEqualTo(leaseUntil);
    assertThat(fakes.runs.openRuns()).isEmpty();
  }

  /** Every call that is made while nothing breaks, from where a scenario begins. */
  private static Stream<Arguments> calls(BiConsumer<BrokenCallsTest, Runnable> scenario) {
    BrokenCallsTest undisturbed = new BrokenCallsTest();
    Map<String, Integer> before = new HashMap<>();
    scenario.accept(undisturbed, () -> before.putAll(undisturbed.fakes.runs.calls()));
    Map<String, Integer> after = undisturbed.fakes.runs.calls();
    return InMemoryRunStore.methods().stream()
        .flatMap(
            method ->
                eachCrash(method, after.getOrDefault(method, 0) - before.getOrDefault(method, 0)));
  }

  private static Stream<Arguments> eachCrash(String method, int calls) {
    return Stream.of(Crash.values())
        .flatMap(
            crash ->
                IntStream.rangeClosed(1, Math.min(calls, MOST_CALLS))
                    .mapToObj(call -> Arguments.of(method, crash, call)));
  }

  /** So many chunks, in a file of their own. */
  private RequestText lines(String requestId, String logicalResourceId, int chunks) {
    String file = logicalResourceId + ".jsonl";
    scene.put(file, "{\"id\":\"a\"}\n      \n".repeat(chunks * CHUNK_BYTES / 18));
    return RequestText.create(requestId)
        .with("LogicalResourceId", logicalResourceId)
        .property("DataIngestFile", file)
        .property("ChunkBytes", Integer.toString(CHUNK_BYTES));
  }

  /** The next message is received, its worker takes the lease and dies, and the message is lost. */
  private void killNextWorker() {
    fakes.runs.killAfter("lease");
    assertThat(RequestsScene.isCompleted(scene::loadNext)).isFalse();
  }

  private void deliverUntilItIsTaken(Notification notification) {
    repeatUntilCompleted(() -> scene.deliver(notification));
  }

  private void rescueUntilItIsTaken(Notification notification) {
    repeatUntilCompleted(
        () -> {
          try {
            scene
                .rescue()
                .handle(
                    notification,
                    "RetriesExhausted",
                    fakes.time.now().plus(RequestsScene.INVOCATION));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void repeatUntilCompleted(Runnable invocation) {
    boolean isCompleted = RequestsScene.isCompleted(invocation);
    for (int retry = 0; retry < 2 && !isCompleted; retry++) {
      fakes.time.advance(Duration.ofMinutes(1));
      isCompleted = RequestsScene.isCompleted(invocation);
    }
    assertThat(isCompleted).as("completed in three deliveries").isTrue();
  }

  /** A worker may be the one that breaks: its message comes back, or the watchdog sees to it. */
  private void workUntilItHasEnded(Run run) {
    for (int minute = 0; minute < 30 && stored(run).outcome() == null; minute++) {
      RequestsScene.isCompleted(scene::loadAll);
      RequestsScene.isCompleted(scene::watch);
    }
  }

  /** Looked up where nothing breaks. */
  private Run stored(Run run) {
    return fakes.runs.runs().stream()
        .filter(other -> other.id().equals(run.id()))
        .findFirst()
        .orElseThrow();
  }

  private List<RunState> states() {
    return fakes.runs.runs().stream().map(run -> fakes.runs.progress(run.id()).state()).toList();
  }

  private long recordsRead(Run run) {
    return Objects.requireNonNull(stored(run).outcome()).counts().recordsRead();
  }

  /** However often it was sent, it was the same. */
  private void assertToldAlike(String requestId, String status, String what) {
    List<String> bodies =
        scene.bodies().stream()
            .filter(body -> body.contains("\"RequestId\":\"" + requestId + "\""))
            .distinct()
            .toList();
    assertThat(bodies).as(requestId).hasSize(1);
    assertThat(bodies.get(0)).contains("{\"Status\":\"" + status + "\"", what);
  }

  private static String idOf(Run run) {
    return Objects.requireNonNull(run.requester()).identity().physicalResourceId();
  }
}
