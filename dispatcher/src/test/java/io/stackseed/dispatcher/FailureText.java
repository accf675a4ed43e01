package io.stackseed.dispatcher;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the two services write to the failure queue. */
final class FailureText {
  private static final JsonMapper MAPPER = new JsonMapper();

  private FailureText() {}

  /** As SNS writes it, to a function's event or to a dead-letter queue. */
  static ObjectNode sns(String message) {
    return MAPPER
        .createObjectNode()
        .put("Type", "Notification")
        .put("MessageId", "message-1")
        .put("TopicArn", RequestsScene.TOPIC)
        .putNull("Subject")
        .put("Message", message)
        .put("Timestamp", "2026-11-22T12:00:00.123Z");
  }

  /** As Lambda writes it to a function's destination for failures. */
  static ObjectNode invocationRecord(String condition, ObjectNode... messages) {
    ObjectNode root = MAPPER.createObjectNode().put("version", "1.0");
    root.putObject("requestContext")
        .put("functionArn", "arn:aws:lambda:eu-west-1:123456789012:function:requests:$LATEST")
        .put("condition", condition)
        .put("approximateInvokeCount", 3);
    ArrayNode records = root.putObject("requestPayload").putArray("Records");
    for (ObjectNode message : messages) {
      records.addObject().put("EventSource", "aws:sns").set("Sns", message);
    }
    root.putObject("responsePayload").put("errorMessage", "broken");
    return root;
  }
}
