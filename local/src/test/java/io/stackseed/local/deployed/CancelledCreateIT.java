package io.stackseed.local.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.Await;
import io.stackseed.local.BrokenTemplate;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.PlainItems;
import io.stackseed.local.Templates;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.stack.StackStatus;
import io.stackseed.run.ChunkMarker;
import io.stackseed.run.Progress;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A stack that is deleted while its table is being filled. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(EmbeddedAccount.class)
class CancelledCreateIT {

  private static final int LINES = 25_000;

  private final String name = "cancelled-" + UUID.randomUUID().toString().substring(0, 8);
  private final EmbeddedServices services;
  private final CloudFormation cloudFormation;

  CancelledCreateIT(EmbeddedServices services, CloudFormation cloudFormation) {
    this.services = services;
    this.cloudFormation = cloudFormation;
  }

  @AfterEach
  void deleteAll() {
    for (String stack : List.of("seed-" + name, name)) {
      if (cloudFormation.stack(stack).isPresent()) {
        cloudFormation.delete(stack);
      }
    }
    services.dynamoDb().deleteTable(delete -> delete.tableName(name));
  }

  /** One worker dies during its writes: nobody can know, so its lease must be waited for. */
  @Test
  void aDeleteIsAnsweredWhenNoWorkerCanWriteAnyMoreAndTheTableNeverChangesAgain() throws Exception {
    IngestStack ingest = IngestStack.deploy(services, cloudFormation, name, BrokenTemplate.hasty());
    AtomicBoolean died = new AtomicBoolean();
    ingest.crash(
        "ChunksFunction",
        event -> died.compareAndSet(false, true) ? OptionalInt.of(9) : OptionalInt.empty());
    HandMadeTable.create(services.dynamoDb(), name, "id");
    ManyLines lines = ManyLines.of(LINES);
    ingest.upload("lines.jsonl", lines.bytes());
    RunStore runs = ingest.ports().runStore(ingest.progressTable());
    CompletableFuture<Stack> creation =
        CompletableFuture.supplyAsync(
            () ->
                cloudFormation.create(
                    "seed-" + name,
                    Templates.template("seed.yaml"),
                    Map.of("Topic", ingest.topicArn(), "Table", name, "File", "lines.jsonl")));
    Run create = Await.value("the run", () -> ingest.runs(run -> true).stream().findFirst());
    Await.until(
        "a death, and chunks that were loaded",
        () ->
            ingest.usage("ChunksFunction").crashes() == 1
                && runs.progress(create.id()).doneChunks() > 2);

    Stack deleted = cloudFormation.delete("seed-" + name);

    Map<List<Object>, Map<String, Object>> left =
        PlainItems.ofTable(services.dynamoDb(), name, "id");
    assertThat(deleted.status()).as(deleted.reason()).isEqualTo(StackStatus.DELETE_COMPLETE);
    assertThat(creation.join().status().succeeded()).isFalse();
    Progress progress = runs.progress(create.id());
    assertThat(progress.state()).isEqualTo(RunState.CANCELLED);
    assertThat(progress.doneChunks()).isPositive().isLessThan(progress.totalChunks());
    assertThat(left).isNotEmpty().hasSizeLessThan(LINES);
    Instant lastLeaseEnds =
        runs.chunks(create.id())
            .filter(marker -> !marker.isDone())
            .map(ChunkMarker::leaseUntil)
            .max(Instant::compareTo)
            .orElseThrow();
    assertThat(lastLeaseEnds).isAfter(runs.run(create.id()).orElseThrow().outcome().at());
    assertThat(answeredAt(ingest)).isAfterOrEqualTo(lastLeaseEnds);

    Await.value(
        "an empty queue",
        Duration.ofMinutes(3),
        () -> isDrained(ingest) ? Optional.of(true) : Optional.empty());
    assertThat(PlainItems.ofTable(services.dynamoDb(), name, "id")).isEqualTo(left);
    assertThat(runs.progress(create.id())).isEqualTo(progress);
  }

  private static Instant answeredAt(IngestStack ingest) throws InterruptedException {
    return Await.value(
        "the Delete's answer noted",
        () ->
            ingest
                .runs(run -> run.requestType().equals("Delete") && run.answeredAt() != null)
                .stream()
                .map(Run::answeredAt)
                .findFirst());
  }

  /** Every message of the run, that of the dead worker too, was taken and refused. */
  private boolean isDrained(IngestStack ingest) {
    return services
        .sqs()
        .getQueueAttributes(
            get ->
                get.queueUrl(ingest.stack().output("ChunkQueueUrl"))
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
        .attributes()
        .values()
        .stream()
        .allMatch("0"::equals);
  }
}
