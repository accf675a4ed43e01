package io.stackseed.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.chunk.ChunkId;
import io.stackseed.chunk.Messages;
import io.stackseed.run.InMemoryRunStore.Marker;
import io.stackseed.run.InMemoryRunStore.Status;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Every fault that a build has to survive, by name: one that is sure to strike, in worlds that
 * differ only in who is quicker. The invariants are checked in each, as for any seed.
 */
class NamedFaultsSimulationTest {
  private static final int SEEDS = 15;
  private static final Duration MOMENT = Duration.ofSeconds(30);
  private static final Duration TWO_MINUTES = Duration.ofSeconds(125);
  private static final Duration MINUTES = Duration.ofMinutes(10);

  private static final String GIVEN_UP =
      "FAILED: The ingest stack could not take this request (it failed). See the log of its"
          + " Requests function, and try again.";

  // Dispatcher

  @Test
  void aDispatcherThatDiesBeforeTheRunIsStoredLeavesOneRun() {
    everySeed(
        scene -> {
          scene.strike("requests", "accept", Hazard.KILLED_BEFORE);
          createsOnce(scene, MINUTES);
        });
  }

  @Test
  void aDispatcherThatDiesBeforeItsFirstSendIsTakenUp() {
    everySeed(
        scene -> {
          scene.strike("requests", "accept", Hazard.KILLED_AFTER);
          createsOnce(scene, MINUTES);
        });
  }

  @Test
  void aDispatcherThatDiesBetweenABatchAndItsCountIsCountedOnce() {
    everySeed(
        scene -> {
          scene.strike("requests", "sendChunks", Hazard.KILLED_AFTER);
          createsOnce(scene, MINUTES);
        });
  }

  @Test
  void aBatchThatIsRefusedInPartIsSentAgainInPart() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.SEND_PARTLY_REFUSED, 2);
          createsOnce(scene, MOMENT);
          assertThat(scene.world.chunkQueue.sent()).isEqualTo(5);
        });
  }

  @Test
  void aDispatcherThatDiesBeforeThePlanIsCountedIsTakenUp() {
    everySeed(
        scene -> {
          scene.strike("requests", "objectSplit", Hazard.KILLED_BEFORE);
          createsOnce(scene, MINUTES);
        });
  }

  @Test
  void aRunWhoseWorkersFinishBeforeItsPlanIsCountedIsDecided() {
    everySeed(
        scene -> {
          scene.strike("requests", "objectSplit", Hazard.CALL_SLOW);
          createsOnce(scene, MINUTES);
        });
  }

  @Test
  void aRequestWhoseThreeTriesFailIsAnsweredWithinMinutes() {
    everySeed(
        scene -> {
          scene.strike("requests", "accept", Hazard.CALL_FAILS_BEFORE, 1, 3);
          Operation create = scene.create(Scene.properties());
          scene.play();
          assertThat(scene.answer(create)).isEqualTo(GIVEN_UP);
          assertThat(scene.waited(create)).isLessThan(MINUTES);
        });
  }

  @Test
  void aRequestThatMayNotBeDeliveredIsAnsweredWithinMinutes() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.PERMISSION_MISSING, 1);
          Operation create = scene.create(Scene.properties());
          scene.play();
          assertThat(scene.answer(create)).isEqualTo(GIVEN_UP);
          assertThat(scene.waited(create)).isLessThan(MINUTES);
        });
  }

  @Test
  void twoDispatchersOfOneRequestComeToOneRun() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.NOTIFICATION_DUPLICATED, 1);
          createsOnce(scene, MOMENT);
        });
  }

  // Workers

  @Test
  void aWorkerThatDiesBeforeItsWritesIsReplaced() {
    everySeed(
        scene -> {
          scene.strike("chunks", "open", Hazard.KILLED_BEFORE);
          createsOnce(scene, MINUTES);
        });
  }

  @Test
  void aWorkerThatDiesDuringItsWritesIsReplacedAndCountedOnce() {
    everySeed(
        scene -> {
          scene.world.tables.listen(
              (writer, table, item) -> {
                scene.world.ledger.leases().written(writer, table, item);
                if (scene.world.tally.of("killed here") == 0) {
                  scene.world.tally.count("killed here");
                  scene.world.hazards.note();
                  writer.kill("killed during its writes");
                }
              });
          createsOnce(scene, MINUTES);
          assertThat(scene.world.tally.of("killed here")).isEqualTo(1);
        });
  }

  @Test
  void aWorkerThatDiesAfterItsWritesIsReplacedAndCountedOnce() {
    everySeed(
        scene -> {
          scene.strike("chunks", "commit", Hazard.KILLED_BEFORE);
          createsOnce(scene, MINUTES);
        });
  }

  @Test
  void aCommitWhoseReplyIsLostCountsOnce() {
    everySeed(
        scene -> {
          scene.strike("chunks", "commit", Hazard.CALL_FAILS_AFTER);
          createsOnce(scene, MINUTES);
        });
  }

  @Test
  void aCommitThatIsMadeTwiceCountsOnce() {
    everySeed(
        scene -> {
          scene.strike("chunks", "commit", Hazard.CALL_REPEATED);
          createsOnce(scene, MOMENT);
        });
  }

  @Test
  void aMessageThatComesBackAfterItsDeletionCountsOnce() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.MESSAGE_BACK_AFTER_DELETE, 2);
          createsOnce(scene, MOMENT);
        });
  }

  @Test
  void aWorkerThatDiesAfterTheDecisionLeavesTheAnswerToTheWatchdog() {
    everySeed(
        scene -> {
          for (String function : List.of("chunks", "requests")) {
            scene.strike(function, "end", Hazard.KILLED_AFTER);
          }
          createsOnce(scene, TWO_MINUTES);
        });
  }

  @Test
  void anAnnouncerThatDiesLeavesTheEndToTheWatchdog() {
    for (Hazard death : List.of(Hazard.KILLED_BEFORE, Hazard.KILLED_AFTER)) {
      everySeed(
          scene -> {
            for (String function : List.of("chunks", "requests")) {
              scene.strike(function, "publish", death);
            }
            createsOnce(scene, TWO_MINUTES);
            assertThat(scene.world.tally.of("ends announced")).isEqualTo(1);
          });
    }
  }

  @Test
  void aPutWhoseReplyIsLostIsRepeatedToTheByte() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.PUT_UNHEARD, 1);
          createsOnce(scene, TWO_MINUTES);
          assertThat(scene.world.tally.of("answers sent again")).isEqualTo(1);
        });
  }

  @Test
  void aPutThatIsLostIsSentAgain() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.PUT_LOST, 1);
          createsOnce(scene, MINUTES);
        });
  }

  @Test
  void aChunkOnTwoWorkersCountsOnce() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.MESSAGE_DUPLICATED, 5);
          createsOnce(scene, MOMENT);
        });
  }

  @Test
  void theLastTwoChunksAtOnceComeToOneDecision() {
    everySeed(
        scene -> {
          scene.strike("chunks", "progress", Hazard.CALL_SLOW, 1, 2);
          createsOnce(scene, TWO_MINUTES.plus(TWO_MINUTES));
        });
  }

  @Test
  void aTableThatTakesNothingFailsTheRunInTime() {
    everySeed(
        scene -> {
          scene.world.hazards.set(Hazard.WRITES_THROTTLED, 1);
          Operation create = scene.create(Scene.properties());
          scene.play();
          assertThat(scene.answer(create))
              .startsWith("FAILED: ServiceTimeout: 0 of ")
              .contains(" chunks were loaded when the time was up.");
        });
  }

  @Test
  void aTableThatThrottlesTakesEverythingInTheEnd() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.WRITES_THROTTLED, 8);
          scene.world.hazards.next(Hazard.ITEMS_UNPROCESSED, 4);
          createsOnce(scene, MINUTES);
        });
  }

  @Test
  void equalKeysInAChunkAreNoFault() {
    everySeed(
        scene -> {
          scene.world.files.add(Scene.FILE, 3, 5, 0, scene.world.scheduler.millis());
          Operation create = scene.create(Scene.properties());
          scene.play();
          assertThat(scene.answer(create)).isEqualTo("SUCCESS");
          assertThat(scene.itemsOf(Scene.TABLE, Scene.FILE, 2)).isEqualTo(3);
        });
  }

  @Test
  void aChunkThatKillsItsWorkersFailsTheRunByName() {
    everySeed(
        scene -> {
          scene.strike("chunks", "open", Hazard.KILLED_AFTER, 1, Integer.MAX_VALUE);
          Operation create = scene.create(Scene.properties());
          scene.play();
          assertThat(scene.answer(create))
              .startsWith("FAILED: DataIngestFile: s3://ingest/r1/orders.jsonl bytes ")
              .contains(" were begun 3 times and not finished. Last cause: ");
        });
  }

  @Test
  void aDuplicateOfASlowChunkHarmsNothing() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.WRITE_SLOW, 5);
          scene.world.hazards.next(Hazard.MESSAGE_DUPLICATED, 5);
          createsOnce(scene, MINUTES);
          assertThat(attempts(scene)).allMatch(attempts -> attempts == 1);
        });
  }

  @Test
  void aMessageThatComesAfterTheAnswerWritesNothing() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.MESSAGE_BACK_AFTER_DELETE, 5);
          createsOnce(scene, MOMENT);
          assertThat(attempts(scene)).allMatch(attempts -> attempts == 1);
        });
  }

  @Test
  void aLostMessageIsSentAgain() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.MESSAGE_LOST, 1);
          createsOnce(scene, MINUTES);
        });
  }

  // Lifecycle

  @Test
  void noWorkerOfManyWritesAfterADeleteIsAnswered() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (Scene scene = new Scene(seed, 50)) {
        scene.write(Scene.FILE, 400);
        scene.world.hazards.set(Hazard.WRITE_SLOW, 0.5);
        Operation create = scene.create(Scene.properties());
        scene.before("chunks", "commit", 11, () -> scene.cancel(create));
        scene.play();
        assertThat(scene.world.tally.of("Delete SUCCESS")).isEqualTo(1);
        assertThat(attempts(scene)).hasSizeGreaterThan(11);
      }
    }
  }

  @Test
  void aDeleteWhoseDispatcherDiesOnceItIsStoredIsAnswered() {
    everySeed(
        scene -> {
          Operation create = scene.create(Scene.properties());
          scene.before(
              "chunks",
              "open",
              2,
              () -> {
                scene.strike("requests", "accept", Hazard.KILLED_AFTER);
                scene.cancel(create);
              });
          scene.play();
          assertThat(scene.world.tally.of("Delete SUCCESS")).isEqualTo(1);
        });
  }

  @Test
  void aDeleteThatRacesTheDecisionFindsOneDecision() {
    everySeed(
        scene -> {
          Operation create = scene.create(Scene.properties());
          for (String function : List.of("chunks", "requests")) {
            scene.strike(function, "end", Hazard.CALL_SLOW);
          }
          scene.before("chunks", "commit", 5, () -> scene.cancel(create));
          scene.play();
          assertThat(scene.world.tally.of("Delete SUCCESS")).isEqualTo(1);
          assertThat(scene.runs().get(0).outcome()).isNotNull();
        });
  }

  @Test
  void aCreateThatIsOvertakenByItsDeleteNeverWrites() {
    everySeed(
        scene -> {
          Operation create = scene.create(Scene.properties());
          scene.strike("requests", "accept", Hazard.KILLED_BEFORE);
          scene.after(Duration.ofSeconds(10), () -> scene.cancel(create));
          scene.play();
          assertThat(scene.runs().get(0).requestType()).isEqualTo("Delete");
          assertThat(Objects.requireNonNull(scene.runs().get(1).outcome()).reason())
              .isEqualTo(
                  "Superseded: a newer request of the same resource took its place. Nothing needs"
                      + " to be done.");
          assertThat(scene.itemsOf(Scene.TABLE, Scene.FILE, 1)).isZero();
        });
  }

  @Test
  void aChunkOfTheOldRunIsRefusedDuringTheNewOne() {
    everySeed(
        scene -> {
          scene.world.hazards.next(Hazard.MESSAGE_LATE, 3);
          Operation create = scene.create(Scene.properties());
          scene.before(
              "chunks",
              "commit",
              1,
              () -> {
                scene.world.cloudFormation.abandon(create);
                scene.write(Scene.FILE, 10);
                scene.operation(
                    "Update",
                    Scene.properties().withDataVersion("2"),
                    Scene.properties(),
                    "stackseed:first:Seed:0");
              });
          scene.play();
          assertThat(scene.world.tally.of("Update SUCCESS")).isEqualTo(1);
          assertThat(scene.itemsOf(Scene.TABLE, Scene.FILE, 2)).isEqualTo(10);
        });
  }

  @Test
  void aWatchdogThatIsLateComesToTheSame() {
    everySeed(
        scene -> {
          scene.world.hazards.set(Hazard.SCHEDULE_LATE, 1);
          scene.world.hazards.next(Hazard.MESSAGE_LOST, 2);
          createsOnce(scene, Duration.ofMinutes(30));
        });
  }

  @Test
  void aWatchdogThatRunsTwiceAtOnceComesToTheSame() {
    everySeed(
        scene -> {
          scene.world.hazards.set(Hazard.SCHEDULE_DOUBLED, 1);
          scene.world.hazards.next(Hazard.MESSAGE_LOST, 2);
          scene.strike("chunks", "open", Hazard.KILLED_BEFORE);
          createsOnce(scene, Duration.ofMinutes(30));
        });
  }

  // The source and the table

  @Test
  void aFileOverwrittenMidRunIsLoadedInTheVersionPlanned() {
    everySeed(
        scene -> {
          scene.before("requests", "accept", 1, () -> scene.write(Scene.FILE, 7));
          createsOnce(scene, MOMENT);
        });
  }

  @Test
  void aFileOverwrittenMidRunWithoutVersionsFailsTheRunAndMixesNothing() {
    everySeed(
        scene -> {
          scene.before("requests", "accept", 1, () -> scene.write(Scene.LOOSE, 7));
          Operation create = scene.create(Scene.properties().withFile(Scene.LOOSE.toString()));
          scene.play();
          assertThat(scene.answer(create))
              .isEqualTo(
                  "FAILED: DataIngestFile: s3://loose-files/r1/orders.jsonl was overwritten while"
                      + " it was being read. Turn the bucket's versioning on, and request the"
                      + " ingest again.");
          assertThat(scene.itemsOf(Scene.TABLE, Scene.LOOSE, 2)).isZero();
        });
  }

  @Test
  void aChunkWhoseStreamBreaksOffIsLoadedAgain() {
    everySeed(
        scene -> {
          scene.before(
              "requests",
              "sendChunks",
              1,
              () -> {
                scene.world.hazards.next(Hazard.STREAM_TRUNCATED, 2);
                scene.world.hazards.next(Hazard.STREAM_RESET, 1);
              });
          createsOnce(scene, MINUTES);
        });
  }

  @Test
  void aProgressTableThatThrottlesMakesItSlowerAndNoLessExact() {
    everySeed(
        scene -> {
          scene.world.hazards.set(Hazard.CALL_FAILS_BEFORE, 0.05);
          Operation create = scene.create(Scene.properties());
          scene.after(Duration.ofMinutes(30), scene.world.hazards::cease);
          scene.play();
          assertThat(scene.told(create)).isNotNull();
        });
  }

  @Test
  void aTableDeletedMidRunFailsTheRunAtOnce() {
    everySeed(
        scene -> {
          scene.before("requests", "sendChunks", 1, () -> scene.world.dropTable(Scene.TABLE));
          Operation create = scene.create(Scene.properties());
          scene.play();
          assertThat(scene.answer(create))
              .isEqualTo(
                  "FAILED: TargetTable: 'r1-orders' does not exist. Create it before this"
                      + " resource, or correct the name.");
          assertThat(scene.waited(create)).isLessThan(MOMENT);
        });
  }

  // Retries and rollbacks

  @Test
  void anAnswerOfTheEarlierRunNeverLandsOnARetry() {
    everySeed(
        scene -> {
          scene.strike("requests", "accept", Hazard.CALL_FAILS_BEFORE, 1, 3);
          for (String function : List.of("requests", "rescue", "watchdog")) {
            scene.strike(function, "delivered", Hazard.CALL_FAILS_BEFORE, 1, 3);
          }
          Operation[] create = new Operation[1];
          create[0] =
              scene.operation(
                  "Create",
                  Scene.properties(),
                  null,
                  null,
                  failed ->
                      scene.after(
                          Duration.ofMillis(200), () -> scene.send(create[0], again -> {})));
          scene.play();
          assertThat(scene.answer(create[0])).isEqualTo("SUCCESS");
        });
  }

  @Test
  void aRollbackLoadsTheLastGoodVersionOfAFileOverwrittenMeanwhile() {
    everySeed(
        scene -> {
          ResourceProperties first = Scene.properties();
          ResourceProperties second = first.withDataVersion("2");
          scene.operation(
              "Create",
              first,
              null,
              null,
              created -> {
                String id = Objects.requireNonNull(created).physicalId();
                scene.write(Scene.FILE, 7);
                scene.strike("chunks", "open", Hazard.KILLED_AFTER, 1, Integer.MAX_VALUE);
                scene.operation(
                    "Update",
                    second,
                    first,
                    id,
                    failed -> {
                      scene.relent();
                      scene.operation("Update", first, second, id);
                    });
              });
          scene.play();
          assertThat(scene.world.tally.of("Update FAILED")).isEqualTo(1);
          assertThat(scene.world.tally.of("returns to the last good version")).isEqualTo(1);
          assertThat(scene.itemsOf(Scene.TABLE, Scene.FILE, 1)).isEqualTo(24);
        });
  }

  // Many runs

  @Test
  void aSmallRunIsAnsweredInTimeBesideAHugeOne() {
    try (Scene scene = new Scene(1, 50)) {
      scene.write(Scene.FILE, 10_000);
      scene.write(Scene.ARRAY, 9);
      scene.world.hazards.set(Hazard.WRITE_SLOW, 0.5);
      scene.create(Scene.properties());
      scene.after(Duration.ofMinutes(2), () -> duplicate(scene.world.chunkQueue, 200_000));
      Operation[] small = new Operation[1];
      scene.after(
          Duration.ofMinutes(3),
          () ->
              small[0] =
                  scene.createAnother(
                      ResourceProperties.of(Scene.OTHER_TABLE, Scene.ARRAY.toString()),
                      told -> scene.world.scheduler.stop()));
      scene.world.inhabit();

      assertThat(scene.world.scheduler.run()).isNull();

      assertThat(scene.answer(small[0])).isEqualTo("SUCCESS");
      assertThat(scene.waited(small[0])).isLessThan(TWO_MINUTES);
      assertThat(scene.itemsOf(Scene.OTHER_TABLE, Scene.ARRAY, 2)).isEqualTo(9);
      assertThat(scene.world.chunkQueue.bodies()).hasSizeGreaterThan(200_000);
    }
  }

  /** As if every message had come many times. */
  private static void duplicate(MessageQueue queue, int copies) {
    List<String> bodies = List.copyOf(queue.bodies());
    for (int i = 0; i < copies; i++) {
      String body = bodies.get(i % bodies.size());
      queue.send(body, Messages.readChunk(body).chunk().runId());
    }
  }

  // What is common to many

  private static void everySeed(Consumer<Scene> test) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (Scene scene = new Scene(seed)) {
        test.accept(scene);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** A Create succeeds, in one run, which wrote and counted everything once. */
  private static void createsOnce(Scene scene, Duration within) {
    Operation create = scene.create(Scene.properties());
    scene.play();
    answered(scene, create, within);
    assertThat(scene.runs()).hasSize(1);
    Run run = scene.runs().get(0);
    assertThat(Objects.requireNonNull(run.outcome()).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.itemsOf(Scene.TABLE, Scene.FILE, 1)).isEqualTo(24);
    assertThat(Objects.requireNonNull(scene.told(create)).data()).containsEntry("Chunks", "5");
  }

  private static void answered(Scene scene, Operation operation, Duration within) {
    assertThat(scene.answer(operation)).isEqualTo("SUCCESS");
    assertThat(scene.waited(operation)).isLessThan(within);
  }

  /** How often each chunk was leased. */
  private static List<Integer> attempts(Scene scene) {
    return scene.world.store.markers(scene.runs().get(0).id()).entrySet().stream()
        .filter(marker -> marker.getKey() instanceof ChunkId)
        .map(Map.Entry::getValue)
        .filter(marker -> marker.status() == Status.DONE || marker.attempts() > 0)
        .map(Marker::attempts)
        .toList();
  }
}
