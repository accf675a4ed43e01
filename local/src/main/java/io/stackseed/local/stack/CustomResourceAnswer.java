package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What came to the response URL, accepted by CloudFormation's rules.
 *
 * @param reason empty if none was given
 * @param data what {@code Fn::GetAtt} can ask for
 * @param body the raw text
 */
public record CustomResourceAnswer(
    Status status,
    String reason,
    String physicalResourceId,
    Map<String, JsonNode> data,
    String body) {

  /** The two answers there are. */
  public enum Status {
    SUCCESS,
    FAILED
  }

  public CustomResourceAnswer {
    data = Map.copyOf(data);
  }
}
