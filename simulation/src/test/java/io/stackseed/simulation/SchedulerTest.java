package io.stackseed.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Stage stage = new Stage();
  private final Scheduler scheduler = new Scheduler(stage, Chance.of(1), START);
  private final List<String> happened = new ArrayList<>();

  @AfterEach
  void dismiss() {
    stage.close();
  }

  @Test
  void actorsTakeTurnsInTheOrderOfTheirInstants() {
    begin("one", () -> steps("one", 10, 10));
    begin("other", () -> steps("other", 15, 10));

    assertThat(scheduler.run()).isNull();

    assertThat(happened)
        .containsExactly(
            "one at 10", "other at 15", "one at 20", "one ended", "other at 25", "other ended");
    assertThat(scheduler.now()).isEqualTo(START.plusMillis(25));
  }

  @Test
  void everyActorRunsWhileNoOtherDoes() {
    Set<Thread> threads = new LinkedHashSet<>();
    List<Actor> running = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      begin(
          "actor-" + i,
          () -> {
            for (int step = 0; step < 50; step++) {
              assertThat(running).isEmpty();
              running.add(scheduler.caller());
              threads.add(Thread.currentThread());
              running.clear();
              scheduler.elapse(7);
            }
          });
    }

    assertThat(scheduler.run()).isNull();

    assertThat(happened).hasSize(20);
    assertThat(threads).hasSizeBetween(2, 20);
  }

  @Test
  void actorsThatFollowOneAnotherShareAThread() {
    Set<Thread> threads = new LinkedHashSet<>();
    for (int i = 0; i < 20; i++) {
      scheduler.after(
          100L * i,
          () ->
              begin(
                  "next",
                  () -> {
                    threads.add(Thread.currentThread());
                    scheduler.elapse(50);
                  }));
    }

    assertThat(scheduler.run()).isNull();

    assertThat(threads).hasSize(1);
  }

  @Test
  void anActorWhoseTimeIsOverDiesAtThatInstantAndItsPortsRefuseEverythingFromThenOn() {
    begin(
        "slow",
        () -> {
          try {
            scheduler.elapse(LIMIT.toMillis() + 5_000);
          } finally {
            happened.add("finally at " + elapsed());
            assertThatThrownBy(() -> scheduler.elapse(1)).isInstanceOf(Death.class);
          }
        });
    scheduler.after(LIMIT.toMillis() + 1, () -> happened.add("next"));

    assertThat(scheduler.run()).isNull();

    assertThat(happened)
        .containsExactly("finally at 90000", "slow ended: its time is over", "next");
  }

  @Test
  void aFailureEndsTheWorldAndFreesEveryThread() {
    begin("patient", () -> scheduler.elapse(60_000));
    begin("other", () -> scheduler.elapse(60_000));
    IllegalStateException failure = new IllegalStateException("broken");
    scheduler.after(
        10,
        () -> {
          throw failure;
        });

    assertThat(scheduler.run()).isSameAs(failure);

    assertThat(happened).isEmpty();
    Scheduler next = new Scheduler(stage, Chance.of(2), START);
    next.begin(new Actor("next", 0, Long.MAX_VALUE, () -> next.elapse(5), (actor, thrown) -> {}));
    assertThat(next.run()).isNull();
  }

  @Test
  void whatComesFirstAtOneInstantIsAMatterOfTheSeed() {
    Set<List<String>> orders = new LinkedHashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      orders.add(orderAtOneInstant(seed));
      assertThat(orderAtOneInstant(seed)).isEqualTo(orderAtOneInstant(seed));
    }
    assertThat(orders).hasSize(6);
  }

  private List<String> orderAtOneInstant(int seed) {
    Scheduler world = new Scheduler(stage, Chance.of(seed), START);
    List<String> order = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      world.after(10, () -> order.add(name));
    }
    assertThat(world.run()).isNull();
    return order;
  }

  private void begin(String name, Actor.Work work) {
    long now = scheduler.millis();
    scheduler.begin(
        new Actor(
            name,
            now,
            now + LIMIT.toMillis(),
            work,
            (actor, thrown) ->
                happened.add(
                    actor + " ended" + (thrown == null ? "" : ": " + thrown.getMessage()))));
  }

  private void steps(String name, long... millis) {
    for (long step : millis) {
      scheduler.elapse(step);
      happened.add(name + " at " + elapsed());
    }
  }

  private long elapsed() {
    return scheduler.millis() - START.toEpochMilli();
  }
}
