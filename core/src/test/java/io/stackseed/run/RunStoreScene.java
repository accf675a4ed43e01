package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.ObjectId;
import io.stackseed.response.Answer;
import io.stackseed.run.Resource.LastGood;
import io.stackseed.run.RunStore.Acceptance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the tests of every {@link RunStore} begin with: a run that no other test knows. */
abstract class RunStoreScene {
  static final Instant NOW = Instant.parse("2024-05-01T12:01:00.123Z");
  static final Instant UNTIL = NOW.plusSeconds(105);

  /** A lease is released as of this instant by an owner who has no call under way. */
  static final Instant RELEASED = Instant.EPOCH;

  static final Counts TEN = new Counts(10, 4, 3, 2, 1, 1_000, 2.5);

  final String id = "run-" + UUID.randomUUID();
  final Run run = SampleRuns.create(id);
  final ChunkId chunk = new ChunkId(id, 0, 0);
  final ObjectId object = new ObjectId(id, 0);

  /** The store under test, the same one throughout a test. */
  protected abstract RunStore store();

  /** The runs of that store. */
  protected abstract RunDirectory directory();

  final void accept(Run accepted) {
    accept(accepted, 1);
  }

  final void accept(Run accepted, long objects) {
    assertThat(
            store()
                .accept(
                    accepted,
                    Progress.planning(objects),
                    Resource.NEW,
                    SampleRuns.begun(accepted),
                    List.of()))
        .isEqualTo(Acceptance.ACCEPTED);
  }

  final void end(RunState state) {
    assertThat(store().end(run, store().progress(id), outcome(state), Answer.failed("Why."), null))
        .isTrue();
  }

  /** The run as it is stored. */
  final Run stored() {
    return store().run(id).orElseThrow();
  }

  static LeaseRequest lease(String owner) {
    return new LeaseRequest(owner, NOW, UNTIL);
  }

  static Outcome outcome(RunState state) {
    return new Outcome(state, "Why.", NOW, Counts.ZERO, 3);
  }

  static LastGood lastGood() {
    return new LastGood("run-1", "hash-1", "v1", Map.of("RunId", "1"));
  }

  final Run sameResource(Run other) {
    return SampleRuns.inResource(run.resource(), other);
  }

  static Progress ended(RunState state) {
    return new Progress(state, 1, 0, 0, 0, Counts.ZERO, null);
  }

  /** Calls so many at the same moment; the results in the order of the callers' numbers. */
  static <T> List<T> atOnce(int callers, Caller<T> caller) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      CountDownLatch ready = new CountDownLatch(callers);
      List<Future<T>> calls = new ArrayList<>();
      for (int number = 0; number < callers; number++) {
        int mine = number;
        Callable<T> call =
            () -> {
              ready.countDown();
              ready.await();
              return caller.call(mine);
            };
        calls.add(threads.submit(call));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> call : calls) {
        results.add(call.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @FunctionalInterface
  interface Caller<T> {
    T call(int number) throws Exception;
  }
}
