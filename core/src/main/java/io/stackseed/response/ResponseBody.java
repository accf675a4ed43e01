package io.stackseed.response;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The response's JSON, a pure function of what was decided: the same input gives the same bytes, so
 * that a repeated PUT changes nothing.
 *
 * <p>CloudFormation takes 4,096 bytes and no more. What does not fit goes in this order: {@code
 * Data}, as a whole, because half of it would mislead; then the end of {@code Reason}. Identifiers
 * are never cut.
 */
public final class ResponseBody {
  private ResponseBody() {}

  /**
   * UTF-8 JSON of at most 4,096 bytes.
   *
   * @throws IllegalArgumentException if the identifiers alone leave no room
   */
  public static byte[] of(ResponseIdentity identity, Answer answer) {
    return LimitedJson.encode(
        "response",
        Objects.requireNonNullElse(answer.reason(), ""),
        answer.data(),
        (reason, data) -> fields(identity, answer.status(), reason, data));
  }

  private static Map<String, Object> fields(
      ResponseIdentity identity, ResponseStatus status, String reason, Map<String, String> data) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Status", status.name());
    if (!reason.isEmpty()) {
      fields.put("Reason", reason);
    }
    fields.put("PhysicalResourceId", identity.physicalResourceId());
    fields.put("StackId", identity.stackId());
    fields.put("RequestId", identity.requestId());
    fields.put("LogicalResourceId", identity.logicalResourceId());
    if (!data.isEmpty()) {
      fields.put("Data", data);
    }
    return fields;
  }
}
