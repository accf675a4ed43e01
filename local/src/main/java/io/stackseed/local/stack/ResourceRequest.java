package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A resource that is to be made, its properties evaluated. */
record ResourceRequest(
    StackIdentity stack,
    String logicalId,
    String type,
    ObjectNode properties,
    Cancellation cancellation) {

  /** The resource, as it waits for something from outside. */
  Waiting.Resource waiting(Provisioned left) {
    return new Waiting.Resource(stack.name(), logicalId, cancellation, left);
  }

  JsonNode property(String name) {
    return properties.path(name);
  }

  Optional<String> optional(String name) {
    return properties.has(name) ? Optional.of(properties.get(name).asText()) : Optional.empty();
  }

  String required(String name) {
    return optional(name)
        .orElseThrow(
            () -> new ResourceFailedException("Property " + name + " is required for " + type));
  }

  long number(String name, long otherwise) {
    return optional(name).map(text -> parsed(name, text)).orElse(otherwise);
  }

  private static long parsed(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ResourceFailedException(name + ": '" + text + "' is not a whole number");
    }
  }

  boolean flag(String name, boolean otherwise) {
    return optional(name).map(Boolean::parseBoolean).orElse(otherwise);
  }

  /** The name given in a property, else one made from stack and logical id. */
  String physicalName(String property) {
    return optional(property).orElseGet(this::generatedName);
  }

  String generatedName() {
    return stack.name() + "-" + logicalId + "-" + random();
  }

  static String random() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 12).toUpperCase(Locale.ROOT);
  }

  /** Refuses what a nested property holds beyond the names given. */
  JsonNode nested(String name, Set<String> known) {
    JsonNode node = property(name);
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                throw new ResourceFailedException(
                    "%s.%s of %s is not supported".formatted(name, field, type));
              }
            });
    return node;
  }
}
