package io.stackseed.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** Reads the request out of a notification. */
public final class RequestReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RequestReader() {}

  /**
   * The request, unchecked.
   *
   * @throws UnreadableMessageException if the message is not one JSON object
   */
  public static IngestRequest read(Notification notification) {
    JsonNode root = parse(notification);
    return new IngestRequest(
        notification.topic(),
        notification.messageId(),
        notification.timestamp(),
        root.path("RequestType").asText(""),
        text(root, "RequestId"),
        text(root, "StackId"),
        text(root, "LogicalResourceId"),
        text(root, "ResourceType"),
        text(root, "PhysicalResourceId"),
        text(root, "ResponseURL"),
        text(root, "RunId"),
        node(root, "ResourceProperties"),
        node(root, "OldResourceProperties"));
  }

  private static JsonNode parse(Notification notification) {
    try {
      JsonNode root = MAPPER.readTree(notification.message());
      if (root != null && root.isObject()) {
        return root;
      }
      throw new UnreadableMessageException(notification.messageId(), "it is not a JSON object");
    } catch (JsonProcessingException e) {
      // The exception's own text may quote the message, and with it the ResponseURL.
      throw new UnreadableMessageException(
          notification.messageId(),
          e.getLocation() == null
              ? "it is not valid JSON"
              : "it is not valid JSON at character " + e.getLocation().getCharOffset());
    }
  }

  private static @Nullable String text(JsonNode root, String name) {
    JsonNode value = root.path(name);
    return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
  }

  private static @Nullable JsonNode node(JsonNode root, String name) {
    JsonNode value = root.path(name);
    return value.isMissingNode() || value.isNull() ? null : value;
  }
}
