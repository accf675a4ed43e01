package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * A resource that exists.
 *
 * @param properties as they were evaluated
 * @param attributes what {@code Fn::GetAtt} gives
 * @param answer a custom resource's latest answer
 */
public record StackResource(
    String logicalId,
    String type,
    String physicalId,
    ObjectNode properties,
    Map<String, JsonNode> attributes,
    Optional<CustomResourceAnswer> answer) {

  public StackResource {
    attributes = Map.copyOf(attributes);
  }
}
