package io.stackseed.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.Await;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.template.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(EmbeddedAccount.class)
class WaitConditionIT {

  private static final String STACK = "waiting";
  private static final String SUCCESS = signal("SUCCESS", "one", "done", "all of it");

  private final CloudFormation cloudFormation;
  private final EmbeddedServices services;

  WaitConditionIT(CloudFormation cloudFormation, EmbeddedServices services) {
    this.cloudFormation = cloudFormation;
    this.services = services;
  }

  @AfterEach
  void deleteStack() {
    if (cloudFormation.stack(STACK).isPresent()) {
      cloudFormation.delete(STACK);
    }
  }

  @Test
  void aSuccessSignalCompletesTheConditionAndItsDataCanBeRead() throws Exception {
    CompletableFuture<Stack> creation = create("Timeout: 43200");

    put(handle(), SUCCESS);

    Stack stack = creation.join().orThrow();
    assertThat(stack.output("Data")).isEqualTo("{\"one\":\"all of it\"}");
    assertThat(stack.physicalId("Handle"))
        .startsWith(
            services.endpoints().s3()
                + "/cloudformation-waitcondition-"
                + services.settings().region())
        .contains("/Handle?", "X-Amz-Signature=");
  }

  @Test
  void aSignalMayComeBeforeTheConditionWaits() throws Exception {
    Template handleAlone =
        Template.parse("Resources: {Handle: {Type: 'AWS::CloudFormation::WaitConditionHandle'}}");
    cloudFormation.create(STACK, handleAlone, Map.of()).orThrow();
    put(handle(), SUCCESS);

    Stack stack = cloudFormation.update(STACK, template("Timeout: 10"), Map.of()).orThrow();

    assertThat(stack.output("Data")).isEqualTo("{\"one\":\"all of it\"}");
  }

  @Test
  void theFirstSignalCounts() throws Exception {
    CompletableFuture<Stack> creation = create("Timeout: 60");

    put(handle(), SUCCESS);
    put(handle(), signal("FAILURE", "two", "too late", ""));

    creation.join().orThrow();
  }

  @Test
  void aFailureSignalFailsTheStackWithItsReason() throws Exception {
    CompletableFuture<Stack> creation = create("Timeout: 60");

    put(handle(), signal("FAILURE", "one", "as asked", ""));

    Stack stack = creation.join();
    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(stack.reason())
        .isEqualTo("WaitCondition received failed message: 'as asked' for uniqueId: one");
  }

  @Test
  void aSignalOfAnotherFormFailsTheStack() throws Exception {
    CompletableFuture<Stack> creation = create("Timeout: 60");

    put(handle(), "{\"Status\":\"SUCCESS\"}");

    assertThat(creation.join().reason())
        .isEqualTo("Invalid signal to the wait condition: UniqueId is not a text");
  }

  @Test
  void withoutASignalInTimeTheStackFails() {
    Stack stack = create("Timeout: 1").join();

    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(stack.reason())
        .isEqualTo("WaitCondition timed out. Received 0 conditions when expecting 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Timeout: 60, Count: 2 | Count 2 of AWS::CloudFormation::WaitCondition is not supported, only 1
          Timeout: 43201        | Timeout '43201' is not within 0 to 43200 seconds
          Count: 1              | Property Timeout is required for AWS::CloudFormation::WaitCondition
          """)
  void whatIsNotSupportedIsNamed(String properties, String reason) {
    assertThat(create(properties).join().reason()).isEqualTo(reason);
  }

  @Test
  void aConditionIsNotUpdated() throws Exception {
    CompletableFuture<Stack> creation = create("Timeout: 60");
    put(handle(), SUCCESS);
    creation.join().orThrow();

    Stack stack = cloudFormation.update(STACK, template("Timeout: 61"), Map.of());

    assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(stack.reason())
        .isEqualTo("Update to resource type AWS::CloudFormation::WaitCondition is not supported.");
  }

  @Test
  void aStackThatWaitsCanBeDeleted() throws Exception {
    CompletableFuture<Stack> creation = create("Timeout: 43200");
    handle();

    assertThat(cloudFormation.delete(STACK).status()).isEqualTo(StackStatus.DELETE_COMPLETE);

    assertThat(creation.join().status().succeeded()).isFalse();
    assertThat(cloudFormation.stack(STACK)).isEmpty();
  }

  private CompletableFuture<Stack> create(String properties) {
    Template template = template(properties);
    return CompletableFuture.supplyAsync(() -> cloudFormation.create(STACK, template, Map.of()));
  }

  private static Template template(String properties) {
    return Template.parse(
        """
        Resources:
          Handle: {Type: 'AWS::CloudFormation::WaitConditionHandle'}
          Condition:
            Type: AWS::CloudFormation::WaitCondition
            Properties: {Handle: !Ref Handle, %s}
        Outputs:
          Data: {Value: !GetAtt Condition.Data}
        """
            .formatted(properties));
  }

  private String handle() throws InterruptedException {
    return Await.value(
        "the handle",
        () ->
            cloudFormation
                .stack(STACK)
                .map(stack -> stack.resources().get("Handle"))
                .map(StackResource::physicalId));
  }

  private static String signal(String status, String uniqueId, String reason, String data) {
    return "{\"Status\":\"%s\",\"UniqueId\":\"%s\",\"Reason\":\"%s\",\"Data\":\"%s\"}"
        .formatted(status, uniqueId, reason, data);
  }

  private static void put(String url, String body) throws IOException, InterruptedException {
    HttpResponse<Void> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url))
                    .PUT(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
    assertThat(response.statusCode()).isEqualTo(200);
  }
}
