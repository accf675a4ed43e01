package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stackseed.request.Notification;
import io.stackseed.response.Delivery;
import io.stackseed.run.RunState;
import io.stackseed.source.ByteRange;
import io.stackseed.testing.CapturedLog;
import io.stackseed.testing.Fakes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The small function that stacks carry inline to fill a table, and that this replaces, has defects
 * that are easily made again. Those of its writes are tested with the worker.
 */
class ReplacedFunctionDefectsTest {
  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  /** It answered first and wrote afterwards. */
  @Test
  void successIsNotToldBeforeEveryChunkIsDone() {
    scene.put("orders.jsonl", "{\"id\":\"a\"}\n".repeat(100_000));
    scene.publish(RequestText.create("request-1").property("ChunkBytes", "262144"));
    assertThat(fakes.chunks.sent()).hasSize(5);
    for (int chunk = 0; chunk < 5; chunk++) {
      fakes.runs.meanwhile("commit", () -> assertThat(scene.bodies()).isEmpty());
    }

    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.progress().doneChunks()).isEqualTo(5);
  }

  /** It ingested on Delete as on Create. */
  @Test
  void aDeleteIngestsNothing() {
    String id = scene.created();
    int reads = fakes.objects.opened().size();
    int chunks = fakes.chunks.sent().size();

    scene.publish(RequestText.delete("request-2", id));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.objects.opened()).hasSize(reads);
    assertThat(fakes.chunks.sent()).hasSize(chunks);
  }

  /** It ingested on every Update, whatever had changed. */
  @Test
  void anUpdateThatChangesNothingOfTheDataIngestsNothing() {
    String id = scene.created();
    int reads = fakes.objects.opened().size();
    int chunks = fakes.chunks.sent().size();

    scene.publish(RequestText.update("request-2", id).property("ServiceTimeout", "900"));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.objects.opened()).hasSize(reads);
    assertThat(fakes.chunks.sent()).hasSize(chunks);
  }

  /** It answered an Update twice: once as such, and once more at the end of the function. */
  @Test
  void everyRequestIsAnsweredOnceHoweverOftenItIsDelivered() {
    Notification create = scene.notification(RequestText.create("request-1"));
    scene.deliver(create);
    scene.deliver(create);
    scene.loadAll();
    String id = scene.answer().path("PhysicalResourceId").asText();
    Notification update =
        scene.notification(RequestText.update("request-2", id).property("DataVersion", "2"));
    scene.deliver(update);
    scene.deliver(create);
    scene.loadAll();
    scene.deliver(update);
    Notification delete = scene.notification(RequestText.delete("request-3", id));
    scene.deliver(delete);
    scene.deliver(update);
    scene.deliver(delete);

    assertThat(scene.bodies()).hasSize(3);
    for (int answer = 0; answer < 3; answer++) {
      assertThat(scene.told(answer)).isEqualTo("SUCCESS");
      assertThat(scene.answer(answer).path("RequestId").asText())
          .isEqualTo("request-" + (answer + 1));
    }
  }

  /** It made a new PhysicalResourceId at every request, so that each Update was a replacement. */
  @Test
  void theIdentifierStaysTheSameFromRequestToRequest() {
    String id = scene.created();
    scene.publish(RequestText.update("request-2", id).property("DataVersion", "2"));
    scene.loadAll();
    scene.publish(RequestText.update("request-3", id).property("Unknown", "x"));
    scene.publish(RequestText.update("request-4", id));
    scene.publish(RequestText.delete("request-5", id));
    scene.publish(RequestText.create("request-6"));
    scene.loadAll();

    assertThat(scene.bodies()).hasSize(6);
    for (int answer = 0; answer < 6; answer++) {
      assertThat(scene.answer(answer).path("PhysicalResourceId").asText()).isEqualTo(id);
    }
  }

  /** It logged the whole event, and with it the URL that answers for the stack. */
  @Test
  void theResponseUrlIsInNoLogAndInNoException() {
    try (CapturedLog log = new CapturedLog()) {
      scene.created();
      scene.publish(RequestText.create("refused").property("Unknown", "x"));
      scene.publish(
          RequestText.create("not-its-own")
              .with("ResponseURL", RequestText.create("another").responseUrl()));
      scene.publish(
          RequestText.create("no-url")
              .with("ResponseURL", "\\\\" + RequestText.create("no-url").responseUrl()));
      publishAndCatch(RequestText.create("broken").text().replace("}", ""));
      publishAndCatch("[" + RequestText.create("array").text() + "]");
      fakes.sender.deliver(Delivery.UNREACHABLE);
      scene.publish(RequestText.create("unreachable").property("Unknown", "x"));
      fakes.sender.deliver(Delivery.REFUSED);
      scene.publish(RequestText.create("told-in-vain").property("Unknown", "x"));
      fakes.runs.failBefore("accept", 1);
      publishAndCatch(RequestText.create("unlucky").text());
      Notification late = scene.notification(RequestText.create("late"));
      fakes.time.advance(Duration.ofHours(3));
      scene.deliver(late);

      assertThat(log.text())
          .contains("SUCCEEDED", "refused", "was decided too late for its ANSWER")
          .doesNotContain(RequestText.SIGNATURE, "X-Amz", "s3.eu-west-1.amazonaws.com");
    }
    for (String body : scene.bodies()) {
      assertThat(body).doesNotContain(RequestText.SIGNATURE, "X-Amz");
    }
    assertThat(fakes.runs.runs().toString()).doesNotContain(RequestText.SIGNATURE, "X-Amz");
  }

  private void publishAndCatch(String message) {
    Notification notification = scene.notification(message);
    @Nullable Throwable thrown = catchThrowable(() -> scene.deliver(notification));

    assertThat(thrown).isNotNull();
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(RequestText.SIGNATURE, "X-Amz");
    assertThat(notification.toString()).doesNotContain(RequestText.SIGNATURE, "X-Amz");
  }

  /** It read the whole file before it did anything. */
  @Test
  void aLargeFileIsPlannedByItsFirst64Kilobytes() {
    scene.put("orders.jsonl", "{\"id\":\"a\"}\n".repeat(1_000_000));

    scene.publish(RequestText.create("request-1"));

    assertThat(fakes.objects.opened()).containsExactly(new ByteRange(0, 65_536));
    assertThat(scene.progress().state()).isEqualTo(RunState.LOADING);
    assertThat(scene.progress().totalChunks()).isEqualTo(3);
  }

  /** It had its region written into it. */
  @Test
  void partitionRegionAndAccountAreThoseOfTheTopic() {
    scene.publishTo("arn:aws-cn:sns:cn-northwest-1:210987654321:stackseed-ingest");
    scene.publish(
        RequestText.createAt("request-1", "cn-northwest-1", "amazonaws.com.cn")
            .with(
                "StackId", "arn:aws-cn:cloudformation:cn-northwest-1:210987654321:stack/demo/guid")
            .property(
                "TargetTable", "arn:aws-cn:dynamodb:cn-northwest-1:210987654321:table/orders"));
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }
}
