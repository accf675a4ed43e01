package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What CloudFormation asks of a custom resource.
 *
 * @param physicalResourceId with Update and Delete
 * @param oldResourceProperties with Update
 */
public record CustomResourceRequest(
    Type type,
    String requestId,
    String stackId,
    String resourceType,
    String logicalResourceId,
    Optional<String> physicalResourceId,
    ObjectNode resourceProperties,
    Optional<ObjectNode> oldResourceProperties) {

  /** The three requests, by CloudFormation's names. */
  public enum Type {
    CREATE("Create"),
    UPDATE("Update"),
    DELETE("Delete");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** As it stands in {@code RequestType}. */
    public String text() {
      return text;
    }
  }

  /** Properties go out as CloudFormation sends them: every scalar a string. */
  public CustomResourceRequest {
    resourceProperties = (ObjectNode) stringified(resourceProperties);
    oldResourceProperties = oldResourceProperties.map(old -> (ObjectNode) stringified(old));
  }

  /**
   * The topic.
   *
   * @throws IllegalArgumentException if the properties name none
   */
  public String serviceToken() {
    JsonNode token = resourceProperties.path("ServiceToken");
    if (!token.isTextual()) {
      throw new IllegalArgumentException(logicalResourceId + " has no ServiceToken");
    }
    return token.textValue();
  }

  /** How long to wait for the answer: {@code ServiceTimeout}, else an hour. */
  Duration serviceTimeout() {
    JsonNode seconds = resourceProperties.path("ServiceTimeout");
    return Duration.ofSeconds(seconds.isMissingNode() ? 3600 : Long.parseLong(seconds.asText()));
  }

  /** The message to the topic. */
  String json(String responseUrl) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("RequestType", type.text());
    message.put("ServiceToken", serviceToken());
    message.put("ResponseURL", responseUrl);
    message.put("StackId", stackId);
    message.put("RequestId", requestId);
    message.put("LogicalResourceId", logicalResourceId);
    physicalResourceId.ifPresent(id -> message.put("PhysicalResourceId", id));
    message.put("ResourceType", resourceType);
    message.set("ResourceProperties", resourceProperties);
    oldResourceProperties.ifPresent(old -> message.set("OldResourceProperties", old));
    return message.toString();
  }

  private static JsonNode stringified(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(entry -> result.set(entry.getKey(), stringified(entry.getValue())));
      return result;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> result.add(stringified(element)));
      return result;
    }
    return JsonNodeFactory.instance.textNode(node.asText());
  }
}
