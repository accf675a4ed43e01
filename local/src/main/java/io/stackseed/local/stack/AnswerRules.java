package io.stackseed.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * CloudFormation's rules for an answer (<a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html">response
 * objects</a>), applied strictly: a field it does not know is refused here so that a slip shows.
 */
final class AnswerRules {

  static final int MAXIMUM_BODY_BYTES = 4096;
  static final int MAXIMUM_ID_BYTES = 1024;

  private static final Set<String> FIELDS =
      Set.of(
          "Status",
          "Reason",
          "PhysicalResourceId",
          "StackId",
          "RequestId",
          "LogicalResourceId",
          "NoEcho",
          "Data");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private AnswerRules() {}

  static CustomResourceAnswer accept(CustomResourceRequest request, String body) {
    int size = body.getBytes(StandardCharsets.UTF_8).length;
    if (size > MAXIMUM_BODY_BYTES) {
      throw new InvalidAnswerException(
          "Response object is too long: %d bytes, %d allowed".formatted(size, MAXIMUM_BODY_BYTES));
    }
    JsonNode answer = parsed(body);
    answer
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw new InvalidAnswerException("Invalid response object: unknown field " + name);
              }
            });
    requireEcho(answer, "StackId", request.stackId());
    requireEcho(answer, "RequestId", request.requestId());
    requireEcho(answer, "LogicalResourceId", request.logicalResourceId());
    CustomResourceAnswer.Status status = status(text(answer, "Status"));
    String reason = answer.has("Reason") ? text(answer, "Reason") : "";
    if (status == CustomResourceAnswer.Status.FAILED && reason.isEmpty()) {
      throw new InvalidAnswerException("Invalid response object: FAILED without a Reason");
    }
    String physicalId = text(answer, "PhysicalResourceId");
    if (physicalId.isEmpty()
        || physicalId.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_ID_BYTES) {
      throw new InvalidAnswerException("Invalid PhysicalResourceId");
    }
    return new CustomResourceAnswer(status, reason, physicalId, data(answer.path("Data")), body);
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode answer = JSON.readTree(body);
      if (answer.isObject()) {
        return answer;
      }
    } catch (JsonProcessingException e) {
      throw new InvalidAnswerException(
          "Invalid response object: not JSON, " + e.getOriginalMessage());
    }
    throw new InvalidAnswerException("Invalid response object: not a JSON object");
  }

  private static void requireEcho(JsonNode answer, String field, String expected) {
    if (!text(answer, field).equals(expected)) {
      throw new InvalidAnswerException(
          "Invalid response object: %s is '%s', not the request's '%s'"
              .formatted(field, answer.path(field).asText(), expected));
    }
  }

  private static String text(JsonNode answer, String field) {
    JsonNode value = answer.path(field);
    if (!value.isTextual()) {
      throw new InvalidAnswerException(
          "Invalid response object: Value of property %s must be a string".formatted(field));
    }
    return value.textValue();
  }

  private static CustomResourceAnswer.Status status(String text) {
    return Arrays.stream(CustomResourceAnswer.Status.values())
        .filter(status -> status.name().equals(text))
        .findAny()
        .orElseThrow(
            () ->
                new InvalidAnswerException(
                    "Invalid response object: Status is '" + text + "', not SUCCESS or FAILED"));
  }

  private static Map<String, JsonNode> data(JsonNode data) {
    if (!data.isMissingNode() && !data.isNull() && !data.isObject()) {
      throw new InvalidAnswerException("Invalid response object: Data is not an object");
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    data.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return values;
  }
}
