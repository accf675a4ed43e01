package io.stackseed.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.Await;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.Templates;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.toys.Responder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedAccount.class)
class CustomResourceIT {

  private final CloudFormation cloudFormation;
  private final EmbeddedServices services;

  CustomResourceIT(CloudFormation cloudFormation, EmbeddedServices services) {
    this.cloudFormation = cloudFormation;
    this.services = services;
  }

  @BeforeEach
  void deployResponder() {
    Responder.REQUESTS.clear();
    cloudFormation.create("responder", Templates.template("responder.yaml"), Map.of()).orThrow();
  }

  @AfterEach
  void removeAll() {
    for (String name : List.of("custom", "responder")) {
      if (cloudFormation.stack(name).isPresent()) {
        cloudFormation.delete(name).orThrow();
      }
    }
  }

  @Test
  void aCreateIsAnsweredAndItsDataCanBeRead() {
    Stack stack = create(Map.of("Name", "one")).orThrow();

    assertThat(stack.output("Greeting")).isEqualTo("hello one");
    assertThat(stack.physicalId("Thing")).isEqualTo("toy:one");
    assertThat(stack.id())
        .matches("arn:aws:cloudformation:eu-west-1:000000000000:stack/custom/[0-9a-f-]{36}");
    JsonNode request = Responder.REQUESTS.get(0);
    List<String> fields = new ArrayList<>();
    request.fieldNames().forEachRemaining(fields::add);
    assertThat(fields)
        .containsExactly(
            "RequestType",
            "ServiceToken",
            "ResponseURL",
            "StackId",
            "RequestId",
            "LogicalResourceId",
            "ResourceType",
            "ResourceProperties");
    assertThat(request.path("ResourceType").asText()).isEqualTo("Custom::Thing");
    JsonNode properties = request.path("ResourceProperties");
    assertThat(properties.path("Flag").textValue()).isEqualTo("true");
    assertThat(properties.path("Numbers").toString()).isEqualTo("[\"1\",\"2.5\"]");
    assertThat(properties.path("ServiceTimeout").textValue()).isEqualTo("20");
    assertThat(properties.path("ServiceToken")).isEqualTo(request.path("ServiceToken"));
    assertThat(properties.has("Extra")).isFalse();
    assertThat(request.path("ResponseURL").asText())
        .startsWith(services.endpoints().s3().toString())
        .contains("X-Amz-Expires=7200", "%7CThing%7C" + request.path("RequestId").asText());
  }

  @Test
  void aFailedCreateIsDeletedWithTheIdFromItsAnswer() {
    Stack stack = create(Map.of("Name", "bad", "Answer", "FAILED"));

    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(stack.reason())
        .isEqualTo(
            "Received response status [FAILED] from custom resource. Message returned: as asked");
    assertThat(types()).containsExactly("Create", "Delete");
    assertThat(Responder.REQUESTS.get(1).path("PhysicalResourceId").asText()).isEqualTo("toy:bad");
  }

  @Test
  void aStackDeletedDuringItsCreateSendsADeleteWithAnIdOfItsOwnMaking() throws Exception {
    CompletableFuture<Stack> creation =
        CompletableFuture.supplyAsync(() -> create(Map.of("Name", "slow", "Answer", "NONE")));
    Await.until("the Create", () -> Responder.REQUESTS.size() == 1);

    Stack deleted = cloudFormation.delete("custom");

    assertThat(deleted.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    assertThat(deleted.resources()).isEmpty();
    assertThat(types()).containsExactly("Create", "Delete");
    assertThat(Responder.REQUESTS.get(1).path("PhysicalResourceId").asText())
        .matches("custom_Thing_[A-Z0-9]{12}");
    assertThat(creation.join().status().succeeded()).isFalse();
    assertThat(cloudFormation.stack("custom")).isEmpty();
  }

  @Test
  void anUpdateSendsOldPropertiesAndAnotherIdIsCleanedUp() {
    create(Map.of("Name", "first")).orThrow();
    Stack updated = update(Map.of("Name", "second")).orThrow();

    assertThat(updated.physicalId("Thing")).isEqualTo("toy:second");
    assertThat(updated.output("Greeting")).isEqualTo("hello second");
    assertThat(types()).containsExactly("Create", "Update", "Delete");
    JsonNode update = Responder.REQUESTS.get(1);
    assertThat(update.path("PhysicalResourceId").asText()).isEqualTo("toy:first");
    assertThat(update.at("/OldResourceProperties/Name").asText()).isEqualTo("first");
    assertThat(update.at("/ResourceProperties/Name").asText()).isEqualTo("second");
    assertThat(Responder.REQUESTS.get(2).path("PhysicalResourceId").asText())
        .isEqualTo("toy:first");
  }

  @Test
  void unchangedPropertiesSendNothing() {
    create(Map.of("Name", "same")).orThrow();
    update(Map.of("Name", "same")).orThrow();

    assertThat(types()).containsExactly("Create");
  }

  @Test
  void aFailedUpdateIsFollowedByOneWithSwappedPropertiesAndTheNewIdIsDeleted() {
    create(Map.of("Name", "good")).orThrow();
    Stack stack = update(Map.of("Name", "worse", "Answer", "FAILED"));

    assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    assertThat(types()).containsExactly("Create", "Update", "Update", "Delete");
    JsonNode back = Responder.REQUESTS.get(2);
    assertThat(back.at("/ResourceProperties/Name").asText()).isEqualTo("good");
    assertThat(back.at("/OldResourceProperties/Name").asText()).isEqualTo("worse");
    assertThat(back.path("PhysicalResourceId").asText()).isEqualTo("toy:good");
    assertThat(Responder.REQUESTS.get(3).path("PhysicalResourceId").asText())
        .isEqualTo("toy:worse");
    assertThat(stack.physicalId("Thing")).isEqualTo("toy:good");
  }

  @Test
  void anAnswerWithAFieldTooManyFailsTheCreate() {
    Stack stack = create(Map.of("Name", "odd", "Extra", "yes"));

    assertThat(stack.reason()).startsWith("Invalid response object: unknown field Surplus");
    assertThat(Responder.REQUESTS.get(1).path("PhysicalResourceId").asText())
        .startsWith("custom_Thing_");
  }

  private Stack create(Map<String, String> parameters) {
    return cloudFormation.create("custom", Templates.template("custom.yaml"), parameters);
  }

  private Stack update(Map<String, String> parameters) {
    return cloudFormation.update("custom", Templates.template("custom.yaml"), parameters);
  }

  private static List<String> types() {
    return Responder.REQUESTS.stream()
        .map(request -> request.path("RequestType").asText())
        .toList();
  }
}
