package io.stackseed.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {

  private static final CustomResourceRequest REQUEST =
      new CustomResourceRequest(
          CustomResourceRequest.Type.CREATE,
          "request-1",
          "arn:aws:cloudformation:eu-west-1:000000000000:stack/s/1",
          "Custom::Thing",
          "Thing",
          Optional.empty(),
          JsonNodeFactory.instance.objectNode(),
          Optional.empty());

  @Test
  void aCompleteAnswerIsAccepted() {
    CustomResourceAnswer answer =
        AnswerRules.accept(
            REQUEST, body(valid -> valid.putObject("Data").put("Key", "value").put("N", 3)));
    assertThat(answer.status()).isEqualTo(CustomResourceAnswer.Status.SUCCESS);
    assertThat(answer.physicalResourceId()).isEqualTo("id");
    assertThat(answer.data().get("Key")).hasToString("\"value\"");
  }

  @Test
  void anUnknownFieldIsRefused() {
    refuses(answer -> answer.put("Status ", "x"), "Invalid response object: unknown field Status ");
  }

  @Test
  void identifiersMustBeEchoed() {
    refuses(
        answer -> answer.put("RequestId", "request-2"),
        "Invalid response object: RequestId is 'request-2', not the request's 'request-1'");
  }

  @Test
  void failedNeedsAReason() {
    refuses(
        answer -> answer.put("Status", "FAILED"),
        "Invalid response object: FAILED without a Reason");
  }

  @Test
  void thereAreTwoStatuses() {
    refuses(
        answer -> answer.put("Status", "OK"),
        "Invalid response object: Status is 'OK', not SUCCESS or FAILED");
  }

  @Test
  void thePhysicalIdIsNeitherEmptyNorLong() {
    refuses(answer -> answer.put("PhysicalResourceId", ""), "Invalid PhysicalResourceId");
    refuses(
        answer -> answer.put("PhysicalResourceId", "é".repeat(513)), "Invalid PhysicalResourceId");
    assertThat(
            AnswerRules.accept(
                    REQUEST, body(answer -> answer.put("PhysicalResourceId", "é".repeat(512))))
                .physicalResourceId())
        .hasSize(512);
  }

  @Test
  void theBodyMayHave4096Bytes() {
    int empty = body(answer -> answer.put("Reason", "")).length();
    String longest = body(answer -> answer.put("Reason", "r".repeat(4096 - empty)));
    assertThat(longest).hasSize(4096);
    assertThat(AnswerRules.accept(REQUEST, longest).body()).isEqualTo(longest);
    refuses(
        answer -> answer.put("Reason", "r".repeat(4097 - empty)),
        "Response object is too long: 4097 bytes, 4096 allowed");
  }

  @Test
  void whatIsNoJsonObjectIsRefused() {
    assertThatThrownBy(() -> AnswerRules.accept(REQUEST, "[]"))
        .hasMessage("Invalid response object: not a JSON object");
    assertThatThrownBy(() -> AnswerRules.accept(REQUEST, body(answer -> {}) + "x"))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessageStartingWith("Invalid response object: not JSON");
  }

  private static void refuses(Consumer<ObjectNode> change, String message) {
    assertThatThrownBy(() -> AnswerRules.accept(REQUEST, body(change)))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessage(message);
  }

  private static String body(Consumer<ObjectNode> change) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("Status", "SUCCESS");
    answer.put("PhysicalResourceId", "id");
    answer.put("StackId", REQUEST.stackId());
    answer.put("RequestId", REQUEST.requestId());
    answer.put("LogicalResourceId", REQUEST.logicalResourceId());
    change.accept(answer);
    return answer.toString();
  }
}
