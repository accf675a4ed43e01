package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.LeaseRequest;
import io.stackseed.chunk.ObjectId;
import io.stackseed.run.InMemoryRunStore.Killed;
import io.stackseed.run.InMemoryRunStore.Marker;
import io.stackseed.run.InMemoryRunStore.Status;
import io.stackseed.run.RunStore.Commit;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryRunStoreTest extends RunStoreContract {
  private static final Counts ONE = new Counts(1, 1, 0, 0, 0, 10, 1);

  private final InMemoryRunStore store = new InMemoryRunStore();
  private final ChunkId first = new ChunkId("r", 0, 0);

  @Override
  protected RunStore store() {
    return store;
  }

  @Override
  protected RunDirectory directory() {
    return store;
  }

  @Test
  void failsBeforeTheEffectAsOftenAsTold() {
    leased();
    store.failBefore("commit", 2);

    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> store.commit(first, "a", ONE, null))
          .isInstanceOf(RuntimeException.class)
          .hasMessage("commit fails before its effect");
    }
    assertThat(store.progress("r").doneChunks()).isZero();
    assertThat(store.commit(first, "a", ONE, null)).isEqualTo(Commit.COMMITTED);
  }

  @Test
  void failsAfterTheEffect() {
    leased();
    store.failAfter("commit", 1);

    assertThatThrownBy(() -> store.commit(first, "a", ONE, null))
        .isInstanceOf(RuntimeException.class)
        .hasMessage("commit fails after its effect");
    assertThat(store.progress("r").doneChunks()).isEqualTo(1);
  }

  @Test
  void killsBeforeOrAfterTheEffect() {
    leased();
    store.killBefore("commit");
    store.killAfter("commit");

    assertThatThrownBy(() -> store.commit(first, "a", ONE, null))
        .isInstanceOf(Killed.class)
        .hasMessage("commit fails before its effect");
    assertThat(store.progress("r").doneChunks()).isZero();
    assertThatThrownBy(() -> store.commit(first, "a", ONE, null))
        .isInstanceOf(Killed.class)
        .hasMessage("commit fails after its effect");
    assertThat(store.progress("r").doneChunks()).isEqualTo(1);
  }

  @Test
  void letsSomebodyElseGoFirst() {
    leased();
    store.meanwhile("commit", () -> store.commit(first, "a", ONE, null));

    assertThat(store.commit(first, "a", ONE, null)).isEqualTo(Commit.LEASE_LOST);
  }

  @Test
  void refusesToFailAMethodThatDoesNotExist() {
    assertThatThrownBy(() -> store.failBefore("comit", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RunStore has no method comit");
  }

  @Test
  void showsTheMarkersOfARun() {
    leased();
    store.lease(new ObjectId("r", 0), new LeaseRequest("b", NOW, NOW.plusSeconds(9)));
    store.release(new ObjectId("r", 0), "b", "IOException", Instant.EPOCH);
    Marker leased = new Marker(Status.LEASED, "a", NOW.plusSeconds(9), 1, null, null, List.of());
    Marker released =
        new Marker(Status.LEASED, "b", Instant.EPOCH, 1, "IOException", null, List.of());
    Marker done = new Marker(Status.DONE, null, null, 1, null, ONE, List.of());

    assertThat(store.markers("r")).containsEntry(first, leased);
    store.commit(first, "a", ONE, null);
    assertThat(store.markers("r"))
        .hasSize(2)
        .containsEntry(first, done)
        .containsEntry(new ObjectId("r", 0), released);
    assertThat(store.markers("other")).isEmpty();
  }

  @Test
  void showsTheRunsOldestFirst() {
    Run first = SampleRuns.create("b");
    Run second = SampleRuns.byHand("a");
    store.accept(first, Progress.planning(1), Resource.NEW, null, List.of());
    store.accept(second, Progress.planning(1), Resource.NEW, null, List.of());

    assertThat(store.runs()).containsExactly(first, second);
  }

  private void leased() {
    store.accept(SampleRuns.create("r"), Progress.planning(1), Resource.NEW, null, List.of());
    store.lease(first, new LeaseRequest("a", NOW, NOW.plusSeconds(9)));
  }
}
