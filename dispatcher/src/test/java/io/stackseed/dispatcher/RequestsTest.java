package io.stackseed.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.stackseed.chunk.ChunkMessage;
import io.stackseed.item.TargetTableException.Problem;
import io.stackseed.request.Notification;
import io.stackseed.request.UnreadableMessageException;
import io.stackseed.run.Load;
import io.stackseed.run.RunState;
import io.stackseed.run.SampleRuns;
import io.stackseed.source.ByteRange;
import io.stackseed.source.SourceLocation;
import io.stackseed.testing.CapturedLog;
import io.stackseed.testing.Fakes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
  private final RequestsScene scene = new RequestsScene();
  private final Fakes fakes = scene.fakes;

  // What is answered

  @Test
  void aCreateIsAnsweredWithTheExactFields() {
    scene.publish(RequestText.create("request-1"));
    assertThat(fakes.sender.sent()).isEmpty();

    scene.loadAll();

    assertThat(scene.bodies())
        .containsExactly(
            "{\"Status\":\"SUCCESS\",\"PhysicalResourceId\":\""
                + "stackseed:51af3dc0-da77-11e4-872e-1234567db123:Seed:5c67b717c9a1a585e63bffc0a431a0f3"
                + "\",\"StackId\":\""
                + RequestText.STACK_ID
                + "\",\"RequestId\":\"request-1\",\"LogicalResourceId\":\"Seed\",\"Data\":{"
                + "\"BytesRead\":\"22\",\"Chunks\":\"1\",\"DurationSeconds\":\"0\","
                + "\"ItemsRejected\":\"0\",\"ItemsSampledOut\":\"0\",\"ItemsSkipped\":\"0\","
                + "\"ItemsWritten\":\"10\",\"RecordsRead\":\"10\",\"RunId\":\""
                + scene.run().id()
                + "\",\"SourceVersion\":\"version-1\",\"WriteUnits\":\"10\"}}");
  }

  @Test
  void theAnswerGoesToTheRequestsOwnUrl() {
    RequestText create = RequestText.create("request-1");
    scene.publish(create);
    scene.loadAll();

    assertThat(fakes.sender.sent().get(0).url().revealForStorage()).isEqualTo(create.responseUrl());
  }

  @Test
  void identifiersAreEchoedToTheLetter() {
    String stackId = "arn:aws:cloudformation:eu-west-1:123456789012:stack/dämo 𝄞/guid+1%2F";
    scene.publish(
        RequestText.create("Request/ÄÖ ☃ \"1\"")
            .with("StackId", stackId)
            .with("LogicalResourceId", "Sēed"));
    scene.loadAll();

    assertThat(scene.answer().path("StackId").asText()).isEqualTo(stackId);
    assertThat(scene.answer().path("RequestId").asText()).isEqualTo("Request/ÄÖ ☃ \"1\"");
    assertThat(scene.answer().path("LogicalResourceId").asText()).isEqualTo("Sēed");
  }

  @Test
  void aRequestThatDoesNotWaitIsAnsweredOnceItIsPlanned() {
    scene.publish(RequestText.create("request-1").property("WaitForCompletion", "false"));

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(scene.answer().path("Data").toString())
        .isEqualTo(
            "{\"Chunks\":\"1\",\"RunId\":\"%s\",\"SourceVersion\":\"version-1\"}"
                .formatted(scene.run().id()));
    assertThat(scene.progress().state()).isEqualTo(RunState.LOADING);

    scene.loadAll();
    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void aMessageByHandIsCarriedOutAndNobodyAnswered() {
    scene.publish(RequestText.byHand());
    scene.loadAll();

    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(fakes.sender.sent()).isEmpty();
  }

  @Test
  void theRunOfAMessageByHandIsInTheLog() {
    try (CapturedLog log = new CapturedLog()) {
      scene.publish(RequestText.byHand());

      assertThat(log.text()).contains("Run " + scene.run().id() + " is what Notification[");
    }
  }

  @Test
  void aSecondMessageByHandIsASecondRun() {
    scene.publish(RequestText.byHand());
    scene.loadAll();
    scene.publish(RequestText.byHand());
    scene.loadAll();

    assertThat(fakes.runs.runs())
        .hasSize(2)
        .allMatch(run -> run.outcome() != null && run.outcome().state() == RunState.SUCCEEDED);
  }

  // How often it runs

  @Test
  void aDuplicateIsTheSameRun() {
    Notification create = scene.notification(RequestText.create("request-1"));
    scene.deliver(create);
    scene.deliver(create);
    scene.loadAll();

    assertThat(fakes.runs.runs()).hasSize(1);
    assertThat(fakes.chunks.sent()).hasSize(1);
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void aDuplicateAfterTheAnswerDoesNothing() {
    Notification create = scene.notification(RequestText.create("request-1"));
    scene.deliver(create);
    scene.loadAll();
    fakes.time.advance(Duration.ofMinutes(3));
    scene.deliver(create);

    assertThat(fakes.runs.runs()).hasSize(1);
    assertThat(fakes.chunks.sent()).hasSize(1);
    assertThat(scene.bodies()).hasSize(1);
  }

  @Test
  void aMessageOfTheSameRequestPublishedTwiceIsTheSameRun() {
    RequestText create = RequestText.create("request-1");
    scene.publish(create);
    scene.publish(create);

    assertThat(fakes.runs.runs()).hasSize(1);
    assertThat(fakes.chunks.sent()).hasSize(1);
  }

  @Test
  void aRetryOfAFailedRequestWithANewUrlRunsAgain() {
    fakes.tables.drop("orders");
    scene.publish(RequestText.create("request-1"));
    assertThat(scene.told()).startsWith("FAILED: TargetTable: 'orders' does not exist.");
    fakes.tables.create(Fakes.ORDERS);

    RequestText retry = RequestText.create("request-1").signed("signed-anew");
    scene.publish(retry);
    scene.loadAll();

    assertThat(scene.told()).isEqualTo("SUCCESS");
    assertThat(fakes.sender.sent().get(1).url().revealForStorage())
        .isEqualTo(retry.responseUrl())
        .endsWith("signed-anew");
  }

  @Test
  void twoResourcesOfOneStackRunEachForItself() {
    scene.publish(RequestText.create("request-1").with("LogicalResourceId", "First"));
    scene.publish(RequestText.create("request-2").with("LogicalResourceId", "Second"));
    scene.loadAll();

    assertThat(scene.told(0)).isEqualTo("SUCCESS");
    assertThat(scene.told(1)).isEqualTo("SUCCESS");
    assertThat(scene.answer(0).path("LogicalResourceId").asText()).isEqualTo("First");
    assertThat(scene.answer(1).path("LogicalResourceId").asText()).isEqualTo("Second");
    assertThat(scene.answer(0).path("PhysicalResourceId"))
        .isNotEqualTo(scene.answer(1).path("PhysicalResourceId"));
  }

  @Test
  void resourcesOfOneNameInTwoStacksRunEachForItself() {
    String otherStack = RequestText.STACK_ID.replace("51af3dc0", "62b04ed1");
    scene.publish(RequestText.create("request-1"));
    scene.publish(RequestText.create("request-1").with("StackId", otherStack));
    scene.loadAll();

    assertThat(scene.told(0)).isEqualTo("SUCCESS");
    assertThat(scene.told(1)).isEqualTo("SUCCESS");
    assertThat(scene.answer(0).path("StackId").asText()).isEqualTo(RequestText.STACK_ID);
    assertThat(scene.answer(1).path("StackId").asText()).isEqualTo(otherStack);
    assertThat(scene.answer(0).path("PhysicalResourceId"))
        .isNotEqualTo(scene.answer(1).path("PhysicalResourceId"));
  }

  // What cannot be read as a request

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"RequestType\":\"Create\"|it is not valid JSON at character 23",
        "not JSON|it is not valid JSON at character 0",
        "``|it is not a JSON object",
        "[1]|it is not a JSON object",
        "{} {}|it is not valid JSON at character 3"
      })
  void aMessageThatIsNoJsonObjectComesBackAndChangesNothing(String message, String why) {
    Notification notification = scene.notification(message);

    assertThatThrownBy(() -> scene.deliver(notification))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessage("Message message-1 cannot be read: " + why);
    assertThat(fakes.runs.runs()).isEmpty();
  }

  // What is refused at once

  @Test
  void anUnknownRequestTypeFails() {
    assertRefused(
        RequestText.create("request-1").with("RequestType", "Upsert"),
        "RequestType: 'Upsert' is not known. Use Create, Update, Delete, Cancel, Resume.");
  }

  @Test
  void aMissingRequestTypeFails() {
    assertRefused(
        RequestText.create("request-1").with("RequestType", (String) null),
        "RequestType: missing. Use Create, Update, Delete, Cancel, Resume.");
  }

  @Test
  void missingPropertiesFail() {
    assertRefused(
        RequestText.create("request-1").with("ResourceProperties", (String) null),
        "ResourceProperties: missing. Give at least TargetTable and DataIngestFile.");
  }

  @Test
  void propertiesThatAreNoObjectFail() {
    assertRefused(
        RequestText.create("request-1").with("ResourceProperties", "TargetTable=orders"),
        "ResourceProperties: not an object. Give at least TargetTable and DataIngestFile.");
  }

  @Test
  void missingPropertiesOfADeleteDoNotMatter() {
    scene.publish(
        RequestText.delete("request-1", "any id").with("ResourceProperties", (String) null));

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void anUnknownPropertyIsNamed() {
    assertRefused(
        RequestText.create("request-1").property("Targettable", "orders"),
        "Unknown property 'Targettable'. Did you mean TargetTable?");
  }

  @Test
  void aPropertyThatIsMissingIsNamed() {
    assertRefused(
        RequestText.create("request-1").property("TargetTable", NullNode.instance),
        "TargetTable: missing. Name the table to fill.");
  }

  @Test
  void aFailedAnswerCarriesAPhysicalResourceIdToo() {
    scene.publish(RequestText.create("request-1").property("TargetTable", "no table!"));

    assertThat(scene.answer().path("PhysicalResourceId").asText())
        .isEqualTo("stackseed:51af3dc0-da77-11e4-872e-1234567db123:Seed:none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "False"})
  void truthsAreReadAsText(String text) {
    scene.publish(RequestText.create("request-1").property("WaitForCompletion", text));

    assertThat(load().waitForCompletion()).isFalse();
  }

  @Test
  void truthsAndNumbersAreReadNatively() {
    scene.publish(
        RequestText.create("request-1")
            .property("WaitForCompletion", BooleanNode.FALSE)
            .property("ChunkBytes", IntNode.valueOf(1 << 20)));

    assertThat(load().waitForCompletion()).isFalse();
    assertThat(load().chunkBytes()).isEqualTo(1 << 20);
  }

  @Test
  void numbersAreReadAsText() {
    scene.publish(RequestText.create("request-1").property("ChunkBytes", "262144"));

    assertThat(load().chunkBytes()).isEqualTo(262_144);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "67108865", "-1", "4MiB", "1e6"})
  void numbersOutOfRangeAreRefused(String chunkBytes) {
    assertRefused(
        RequestText.create("request-1").property("ChunkBytes", chunkBytes),
        "ChunkBytes: '%s' is not allowed. Use a whole number from 262144 to 67108864."
            .formatted(chunkBytes));
  }

  @Test
  void aListWhereOneValueIsMeantIsRefused() {
    assertRefused(
        RequestText.create("request-1")
            .property("TargetTable", JsonNodeFactory.instance.arrayNode().add("orders")),
        "TargetTable: a list is not allowed. Use a single value.");
  }

  // Time

  @Test
  void withoutAServiceTimeoutThereIsAnHourAndItsMarginIsKept() {
    scene.publish(RequestText.create("request-1"));

    assertThat(scene.run().deadlines().answerBy())
        .isEqualTo(scene.run().requestedAt().plusSeconds(3595));
    assertThat(scene.run().deadlines().deadline())
        .isEqualTo(scene.run().requestedAt().plusSeconds(3420));
  }

  @ParameterizedTest
  @CsvSource({"3600,3595,3420", "300,295,150", "1800,1795,1650"})
  void aServiceTimeoutSetsTheDeadline(String timeout, long answerBy, long deadline) {
    scene.publish(RequestText.create("request-1").property("ServiceTimeout", timeout));

    assertThat(scene.run().deadlines().answerBy())
        .isEqualTo(scene.run().requestedAt().plusSeconds(answerBy));
    assertThat(scene.run().deadlines().deadline())
        .isEqualTo(scene.run().requestedAt().plusSeconds(deadline));
    assertThat(scene.run().outcome()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "299", "0", "abc", "3601"})
  void aServiceTimeoutInWhichNothingCanBeDoneFailsAtOnce(String timeout) {
    assertRefused(
        RequestText.create("request-1").property("ServiceTimeout", timeout),
        "ServiceTimeout: '%s' is not allowed. Use a whole number from 300 to 3600."
            .formatted(timeout));
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1", "60"})
  void aServiceTimeoutOfADeleteDoesNotMatter(String timeout) {
    scene.publish(RequestText.delete("request-1", "any id").property("ServiceTimeout", timeout));

    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void aRequestPastItsDeadlineNeverStarts() {
    Notification create = scene.notification(RequestText.create("request-1"));
    fakes.time.advance(Duration.ofMinutes(57));
    scene.deliver(create);

    assertThat(scene.told())
        .isEqualTo(
            "FAILED: ServiceTimeout: the Create arrived too late to be carried out. Send it"
                + " again.");
    assertThat(fakes.chunks.sent()).isEmpty();
  }

  @Test
  void aRequestPastItsDeadlineLeavesAloneWhatRuns() {
    scene.publish(RequestText.create("request-1").property("ServiceTimeout", "3600"));
    Notification update =
        scene.notification(
            RequestText.update("request-2", scene.run().id())
                .property("DataVersion", "2")
                .property("ServiceTimeout", "300"));
    fakes.time.advance(Duration.ofMinutes(4));
    scene.deliver(update);
    scene.loadAll();

    assertThat(scene.told(0)).contains("arrived too late");
    assertThat(scene.told(1)).isEqualTo("SUCCESS");
  }

  @Test
  void nothingIsSentToAUrlThatHasExpired() {
    Notification create = scene.notification(RequestText.create("request-1"));
    fakes.time.advance(Duration.ofHours(2));
    scene.deliver(create);

    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(fakes.sender.sent()).isEmpty();
  }

  // The source

  @Test
  void aMissingObjectFails() {
    assertRefused(
        RequestText.create("request-1").property("DataIngestFile", "no-such.jsonl"),
        "DataIngestFile: s3://ingest/no-such.jsonl does not exist. Upload it or correct the key.");
  }

  @Test
  void aMissingVersionFails() {
    assertRefused(
        RequestText.create("request-1").property("ObjectVersionId", "no-such"),
        "DataIngestFile: s3://ingest/orders.jsonl has no such version. Correct ObjectVersionId or"
            + " leave it out.");
  }

  @Test
  void aMissingBucketFails() {
    assertRefused(
        RequestText.create("request-1").property("DataIngestFile", "s3://elsewhere/a.jsonl"),
        "DataIngestFile: s3://elsewhere/a.jsonl is in a bucket that does not exist. Correct the"
            + " bucket's name.");
  }

  @Test
  void aDeniedObjectFails() {
    fakes.objects.deny(new SourceLocation("ingest", "orders.jsonl"));

    assertRefused(
        RequestText.create("request-1"),
        "DataIngestFile: s3://ingest/orders.jsonl may not be read by the ingest stack. Add its"
            + " bucket to the stack's parameter SourceBucketArns.");
  }

  @Test
  void anObjectOfNoBytesFails() {
    scene.put("orders.jsonl", "");

    assertRefused(
        RequestText.create("request-1"),
        "DataIngestFile: s3://ingest/orders.jsonl is empty. Correct the file or Format.");
  }

  @Test
  void anArrayWithoutRecordsIsPlannedAsOneChunk() {
    scene.put("none.json", "[]");
    scene.publish(RequestText.create("request-1").property("DataIngestFile", "none.json"));

    assertThat(fakes.chunks.sent())
        .extracting(ChunkMessage::range)
        .containsExactly(new ByteRange(0, 2));
  }

  @Test
  void theVersionNamedIsTheOnePlanned() {
    scene.put("orders.jsonl", "{\"id\":\"newer\"}\n");
    scene.publish(RequestText.create("request-1").property("ObjectVersionId", "version-1"));

    assertThat(SampleRuns.object(load()).versionId()).isEqualTo("version-1");
  }

  @Test
  void aSourceThatCannotBeReadForNowBringsTheRequestBack() {
    fakes.objects.failOpen(1);
    Notification create = scene.notification(RequestText.create("request-1"));

    assertThatThrownBy(() -> scene.deliver(create))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("java.io.IOException: connection reset");
    assertThat(fakes.runs.runs()).isEmpty();

    scene.deliver(create);
    scene.loadAll();
    assertThat(scene.told()).isEqualTo("SUCCESS");
  }

  @Test
  void linesAreCutByArithmeticAndNeighboursQueuedApart() {
    scene.put("orders.jsonl", "{\"id\":\"%s\"}\n".formatted("x".repeat(90)).repeat(9 * 2622));
    scene.publish(RequestText.create("request-1").property("ChunkBytes", "262144"));

    assertThat(fakes.chunks.sent())
        .extracting(message -> message.chunk().chunk())
        .containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 3, 7);
    assertThat(scene.progress().totalChunks()).isEqualTo(10);
    assertThat(fakes.objects.opened()).containsExactly(new ByteRange(0, 65_536));
  }

  // The table

  @Test
  void aMissingTableFailsAtOnce() {
    assertRefused(
        RequestText.create("request-1").property("TargetTable", "no-such"),
        "TargetTable: 'no-such' does not exist. Create it before this resource, or correct the"
            + " name.");
  }

  @Test
  void aTableThatIsNotActiveFailsAtOnce() {
    fakes.tables.refuse(Problem.NOT_ACTIVE, "orders", "it is CREATING");

    assertRefused(
        RequestText.create("request-1"),
        "TargetTable: 'orders' is not ACTIVE (it is CREATING). Let this resource depend on the"
            + " table (DependsOn).");
  }

  @Test
  void aDeniedTableFailsAtOnce() {
    fakes.tables.refuse(Problem.DENIED, "orders", "");

    assertRefused(
        RequestText.create("request-1"),
        "TargetTable: 'orders' may not be used by the ingest stack. Widen its parameter"
            + " TargetTablePattern, or correct the name.");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:dynamodb:us-east-1:123456789012:table/orders,123456789012,us-east-1",
    "arn:aws:dynamodb:eu-west-1:210987654321:table/orders,210987654321,eu-west-1"
  })
  void aTableElsewhereFails(String arn, String account, String region) {
    String reason =
        "TargetTable: '%s' is in account %s and region %s. Use a table of account 123456789012 in"
            + " region eu-west-1.";

    assertRefused(
        RequestText.create("request-1").property("TargetTable", arn),
        reason.formatted(arn, account, region));
  }

  @ParameterizedTest
  @CsvSource({
    "aws-cn,cn-north-1,amazonaws.com.cn",
    "aws-us-gov,us-gov-west-1,amazonaws.com",
    "aws,us-east-2,amazonaws.com"
  })
  void partitionRegionAndAccountAreThoseOfTheTopic(
      String partition, String region, String dnsSuffix) {
    scene.publishTo("arn:%s:sns:%s:123456789012:stackseed-ingest".formatted(partition, region));
    String stackId =
        "arn:%s:cloudformation:%s:123456789012:stack/demo/guid".formatted(partition, region);
    String tableArn = "arn:%s:dynamodb:%s:123456789012:table/orders".formatted(partition, region);
    scene.publish(RequestText.createAt("request-1", region, dnsSuffix).with("StackId", stackId));
    scene.publish(
        RequestText.createAt("request-2", region, dnsSuffix)
            .with("StackId", stackId)
            .property("TargetTable", tableArn));
    scene.loadAll();

    assertThat(scene.told(0)).startsWith("FAILED: Superseded: a newer Create");
    assertThat(scene.told(1)).isEqualTo("SUCCESS");
    assertThat(scene.answer(0).path("PhysicalResourceId"))
        .as("a table's name and its ARN are one table")
        .isEqualTo(scene.answer(1).path("PhysicalResourceId"));
  }

  // The ResponseURL

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"http:// | its scheme is not https", "https://user:word@ | it has user information"})
  void aUrlOfAnotherSchemeOrWithACredentialIsNotOpened(String start, String why) {
    assertNotOpened(RequestText.create("request-1").responseUrl().replace("https://", start), why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".evil.example | its host is not CloudFormation's for eu-west-1",
        ":8443 | its port is not 443"
      })
  void aUrlOfAnotherHostOrPortIsNotOpened(String suffix, String why) {
    assertNotOpened(
        RequestText.create("request-1")
            .responseUrl()
            .replace(".amazonaws.com/", ".amazonaws.com" + suffix + "/"),
        why);
  }

  @Test
  void aUrlOfAnotherRegionIsNotOpened() {
    assertNotOpened(
        RequestText.createAt("request-1", "us-east-1", "amazonaws.com").responseUrl(),
        "its host is not CloudFormation's for eu-west-1");
  }

  @Test
  void aUrlOfAnAddressIsNotOpened() {
    assertNotOpened(
        "https://169.254.169.254/latest/meta-data",
        "its host is not CloudFormation's for eu-west-1");
  }

  @Test
  void aUrlWithAFragmentIsNotOpened() {
    assertNotOpened(RequestText.create("request-1").responseUrl() + "#here", "it has a fragment");
  }

  @Test
  void aUrlOfAnotherRequestIsNotOpened() {
    assertNotOpened(
        RequestText.create("request-2").responseUrl(), "its path does not name this request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"StackId", "RequestId", "LogicalResourceId"})
  void aUrlWithoutTheIdentityItBelongsToIsNotOpened(String field) {
    RequestText create = RequestText.create("request-1");
    create.with("ResponseURL", create.responseUrl()).with(field, (String) null);

    scene.publish(create);

    assertNothingDone("StackId, RequestId and LogicalResourceId must come with it");
  }

  @Test
  void aUrlThatIsNoTextIsAMessageByHand() {
    scene.publish(RequestText.create("request-1").with("ResponseURL", NullNode.instance));
    scene.loadAll();

    assertThat(scene.run().requester()).isNull();
    assertThat(scene.outcome().state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aDeleteWithAUrlThatIsNotItsOwnDeletesNothing() {
    String id = scene.created();
    scene.publish(RequestText.delete("request-2", id).with("ResponseURL", "https://evil.example/"));

    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(scene.bodies()).hasSize(1);
    assertThat(fakes.runs.resource(scene.run().resource()).physicalResourceId()).isEqualTo(id);
  }

  private void assertNotOpened(String url, String why) {
    scene.publish(RequestText.create("request-1").with("ResponseURL", new TextNode(url)));

    assertNothingDone(why);
  }

  private void assertNothingDone(String why) {
    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(scene.outcome().reason())
        .isEqualTo("ResponseURL: %s. Send the URL that CloudFormation gave.".formatted(why));
    assertThat(scene.run().requester()).isNull();
    assertThat(fakes.sender.sent()).isEmpty();
    assertThat(fakes.chunks.sent()).isEmpty();
    assertThat(fakes.objects.opened()).isEmpty();
  }

  private void assertRefused(RequestText request, String reason) {
    scene.publish(request);

    assertThat(scene.told()).isEqualTo("FAILED: " + reason);
    assertThat(scene.outcome().state()).isEqualTo(RunState.FAILED);
    assertThat(fakes.chunks.sent()).isEmpty();
    assertThat(scene.bodies()).hasSize(1);
  }

  private Load load() {
    return Objects.requireNonNull(scene.run().load());
  }
}
