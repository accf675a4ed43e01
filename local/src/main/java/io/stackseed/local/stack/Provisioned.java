package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a resource type made. */
record Provisioned(
    String physicalId, Map<String, JsonNode> attributes, Optional<CustomResourceAnswer> answer) {

  static Provisioned of(String physicalId) {
    return new Provisioned(physicalId, Map.of(), Optional.empty());
  }

  Provisioned with(String attribute, String value) {
    Map<String, JsonNode> more = new LinkedHashMap<>(attributes);
    more.put(attribute, JsonNodeFactory.instance.textNode(value));
    return new Provisioned(physicalId, more, answer);
  }
}
