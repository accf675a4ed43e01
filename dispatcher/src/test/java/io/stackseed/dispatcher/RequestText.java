package io.stackseed.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** A request as CloudFormation writes it, to be changed in the respect that a test is about. */
final class RequestText {
  static final String STACK_ID =
      "arn:aws:cloudformation:eu-west-1:123456789012:stack/demo/51af3dc0-da77-11e4-872e-1234567db123";
  static final String SIGNATURE = "5ec2e7feedc0ffee";

  private static final JsonMapper MAPPER = new JsonMapper();

  private final ObjectNode root = MAPPER.createObjectNode();
  private final String host;
  private String signature = SIGNATURE;

  private RequestText(String requestType, String requestId, String host) {
    this.host = host;
    root.put("RequestType", requestType)
        .put("RequestId", requestId)
        .put("StackId", STACK_ID)
        .put("LogicalResourceId", "Seed")
        .put("ResourceType", "Custom::DataIngest")
        .put("ResponseURL", "")
        .set("ResourceProperties", defaultProperties());
  }

  static RequestText create(String requestId) {
    return new RequestText("Create", requestId, host("eu-west-1", "amazonaws.com"));
  }

  static RequestText createAt(String requestId, String region, String dnsSuffix) {
    return new RequestText("Create", requestId, host(region, dnsSuffix));
  }

  /** Nothing has changed yet: its old properties are its new ones. */
  static RequestText update(String requestId, String physicalResourceId) {
    RequestText update = new RequestText("Update", requestId, host("eu-west-1", "amazonaws.com"));
    update.root.set("OldResourceProperties", defaultProperties());
    return update.with("PhysicalResourceId", physicalResourceId);
  }

  static RequestText delete(String requestId, String physicalResourceId) {
    return new RequestText("Delete", requestId, host("eu-west-1", "amazonaws.com"))
        .with("PhysicalResourceId", physicalResourceId);
  }

  /** A message by hand, with the least that it needs. */
  static RequestText byHand() {
    RequestText text = create("");
    for (String name : new String[] {"RequestId", "StackId", "LogicalResourceId", "ResponseURL"}) {
      text.root.remove(name);
    }
    return text;
  }

  /** A message by hand that ends a run. */
  static RequestText cancel(@Nullable String runId) {
    return ofRun("Cancel", runId);
  }

  /** A message by hand that goes on with a run. */
  static RequestText resume(@Nullable String runId) {
    return ofRun("Resume", runId);
  }

  private static RequestText ofRun(String requestType, @Nullable String runId) {
    return byHand()
        .with("RequestType", requestType)
        .with("ResourceProperties", (String) null)
        .with("RunId", runId);
  }

  /** As {@code !Ref} of a wait condition's handle in this stack gives it. */
  static String handle(String logicalResourceId) {
    return "https://cloudformation-waitcondition-eu-west-1.s3.eu-west-1.amazonaws.com/"
        + URLEncoder.encode(STACK_ID + "/" + logicalResourceId, UTF_8)
        + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261122T120000Z&X-Amz-Expires=86399"
        + "&X-Amz-Signature="
        + SIGNATURE;
  }

  /** Null takes the field away. */
  RequestText with(String field, @Nullable String value) {
    if (value == null) {
      root.remove(field);
    } else {
      root.put(field, value);
    }
    return this;
  }

  RequestText with(String field, JsonNode value) {
    root.set(field, value);
    return this;
  }

  RequestText property(String name, String value) {
    ((ObjectNode) root.get("ResourceProperties")).put(name, value);
    return this;
  }

  RequestText property(String name, JsonNode value) {
    ((ObjectNode) root.get("ResourceProperties")).set(name, value);
    return this;
  }

  RequestText oldProperty(String name, String value) {
    ((ObjectNode) root.get("OldResourceProperties")).put(name, value);
    return this;
  }

  /** As a retry of the operation has it: everything is the same, but the URL is signed anew. */
  RequestText signed(String otherSignature) {
    signature = otherSignature;
    return this;
  }

  String text() {
    if (root.path("ResponseURL").asText("absent").isEmpty()) {
      root.put("ResponseURL", responseUrl());
    }
    return root.toString();
  }

  String responseUrl() {
    String path =
        root.path("StackId").asText()
            + "|"
            + root.path("LogicalResourceId").asText()
            + "|"
            + root.path("RequestId").asText();
    return "https://"
        + host
        + "/"
        + URLEncoder.encode(path, UTF_8).replace("+", "%20")
        + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261122T120000Z&X-Amz-Expires=7200"
        + "&X-Amz-Signature="
        + signature;
  }

  private static String host(String region, String dnsSuffix) {
    return "cloudformation-custom-resource-response-%s.s3.%s.%s"
        .formatted(region.replace("-", ""), region, dnsSuffix);
  }

  private static ObjectNode defaultProperties() {
    return MAPPER
        .createObjectNode()
        .put("ServiceToken", RequestsScene.TOPIC)
        .put("TargetTable", "orders")
        .put("DataIngestFile", "orders.jsonl");
  }
}
