package io.stackseed.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.Await;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.run.Run;
import io.stackseed.run.RunState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** What a person publishes to the topic, and what the topic delivers more than once. */
@ExtendWith(EmbeddedAccount.class)
class MessagesByHandIT {

  private static final String PROPERTIES =
      "\"ResourceProperties\":{\"TargetTable\":\"%1$s\",\"DataIngestFile\":\"%1$s.json\"}";

  private final String table = "by-hand-" + UUID.randomUUID();
  private IngestStack ingest;

  @BeforeEach
  void makeTableAndFile(IngestStack deployed) {
    ingest = deployed;
    ingest.upload(table + ".json", "[{\"id\":\"a\"},{\"id\":\"b\"}]".getBytes(UTF_8));
    HandMadeTable.create(ingest.services().dynamoDb(), table, "id");
  }

  @AfterEach
  void deleteTable() {
    ingest.services().dynamoDb().deleteTable(delete -> delete.tableName(table));
  }

  @Test
  void aMessageWithoutResponseUrlIsARunWhoseOutcomeIsInTheProgressTable() throws Exception {
    ingest.publish("{\"RequestType\":\"Create\"," + PROPERTIES.formatted(table) + "}");

    Run run = Await.value("the outcome", () -> ended().stream().findFirst());

    assertThat(run.requester()).isNull();
    assertThat(run.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.outcome().reason()).isNull();
    assertThat(run.outcome().counts().itemsWritten()).isEqualTo(2);
    assertThat(run.answer()).isNull();
    assertThat(items()).isEqualTo(2);
  }

  @Test
  void eachMessageByHandIsARunOfItsOwn() throws Exception {
    String message = "{\"RequestType\":\"Create\"," + PROPERTIES.formatted(table) + "}";
    ingest.publish(message);
    Await.until("the first outcome", () -> ended().size() == 1);
    ingest.publish(message);

    Await.until("the second outcome", () -> ended().size() == 2);

    assertThat(ended())
        .extracting(run -> run.outcome().state())
        .containsExactly(RunState.SUCCEEDED, RunState.SUCCEEDED);
  }

  @Test
  void aRequestDeliveredSeveralTimesIsOneRunAndEveryAnswerIsTheSame() throws Exception {
    String key = "answers/" + table;
    List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    String message =
        "{\"RequestType\":\"Create\",\"StackId\":\"arn:aws:cloudformation:eu-west-1:000000000000:stack/s/%s\","
                .formatted(UUID.randomUUID())
            + "\"RequestId\":\"%s\",\"LogicalResourceId\":\"Seed\",\"ResponseURL\":\"%s/%s/%s\","
                .formatted(
                    UUID.randomUUID(), ingest.services().endpoints().s3(), ingest.bucket(), key)
            + PROPERTIES.formatted(table)
            + "}";
    EmbeddedServices.Subscription listening =
        ingest
            .services()
            .onObjectPut(
                path -> {
                  if (path.endsWith(key)) {
                    bodies.add(
                        ingest
                            .services()
                            .s3()
                            .getObjectAsBytes(get -> get.bucket(ingest.bucket()).key(key))
                            .asUtf8String());
                  }
                });
    try {
      long before = ingest.usage("RequestsFunction").invocations();
      ingest.publish(message);
      ingest.publish(message);
      Await.until("an answer", () -> !bodies.isEmpty());
      ingest.publish(message);
      Await.until(
          "three deliveries", () -> ingest.usage("RequestsFunction").invocations() >= before + 3);
      Await.until(
          "the answer noted", () -> ended().stream().anyMatch(run -> run.answeredAt() != null));
    } finally {
      listening.close();
    }

    assertThat(ended())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.outcome().state()).isEqualTo(RunState.SUCCEEDED);
              assertThat(run.outcome().counts().itemsWritten()).isEqualTo(2);
            });
    assertThat(bodies).isNotEmpty().containsOnly(bodies.get(0));
    assertThat(bodies.get(0)).contains("\"Status\":\"SUCCESS\"");
  }

  private List<Run> ended() {
    return ingest.runs(
        run ->
            run.outcome() != null
                && Optional.ofNullable(run.load())
                    .map(load -> load.table().tableName())
                    .filter(name -> Objects.equals(name, table))
                    .isPresent());
  }

  private int items() {
    return ingest
        .services()
        .dynamoDb()
        .scan(scan -> scan.tableName(table).consistentRead(true).select(Select.COUNT))
        .count();
  }
}
