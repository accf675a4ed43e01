package io.stackseed.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.cli.template.UnreadableTemplateException;
import io.stackseed.cli.validate.TargetIndex.Scope;
import io.stackseed.item.IndexSchema;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table by its properties in a template. */
final class TableDeclaration {
  private final SeedTemplate template;
  private final JsonNode properties;
  private final Map<String, KeyType> types = new HashMap<>();

  TableDeclaration(SeedTemplate template, JsonNode properties) {
    this.template = template;
    this.properties = properties;
  }

  /**
   * The table's keys, indexes and time to live.
   *
   * @throws UnreadableTemplateException if they are not written in literals or parameters
   */
  Target target() {
    try {
      for (JsonNode definition : properties.path("AttributeDefinitions")) {
        types.put(
            text(definition.path("AttributeName"), "AttributeName"),
            KeyType.valueOf(text(definition.path("AttributeType"), "AttributeType")));
      }
      KeySchema key = key(properties);
      List<TargetIndex> indexes = new ArrayList<>();
      for (JsonNode index : properties.path("GlobalSecondaryIndexes")) {
        indexes.add(index(index, Scope.GLOBAL, key));
      }
      for (JsonNode index : properties.path("LocalSecondaryIndexes")) {
        indexes.add(index(index, Scope.LOCAL, key));
      }
      return new Target(key, indexes, timeToLive());
    } catch (IllegalArgumentException e) {
      throw template.unreadable(
          "its table's keys cannot be read (%s). Give them with --key.".formatted(e.getMessage()));
    }
  }

  private TargetIndex index(JsonNode node, Scope scope, KeySchema tableKey) {
    KeySchema key = key(node);
    JsonNode projection = node.path("Projection");
    String type = projection.path("ProjectionType").asText("ALL");
    @Nullable Set<String> projected = null;
    if (!type.equals("ALL")) {
      projected = new HashSet<>();
      addNames(tableKey, projected);
      addNames(key, projected);
      for (JsonNode attribute : projection.path("NonKeyAttributes")) {
        projected.add(text(attribute, "NonKeyAttributes"));
      }
    }
    return new TargetIndex(
        new IndexSchema(text(node.path("IndexName"), "IndexName"), key), scope, projected);
  }

  private static void addNames(KeySchema key, Set<String> names) {
    names.add(key.partition().name());
    if (key.sort() != null) {
      names.add(key.sort().name());
    }
  }

  private KeySchema key(JsonNode owner) {
    @Nullable KeyAttribute partition = null;
    @Nullable KeyAttribute sort = null;
    JsonNode attributes = owner.path("KeySchema");
    for (JsonNode attribute : attributes) {
      String name = text(attribute.path("AttributeName"), "AttributeName");
      KeyType type = types.get(name);
      if (type == null) {
        throw new IllegalArgumentException("'%s' has no definition".formatted(name));
      }
      if (text(attribute.path("KeyType"), "KeyType").equals("HASH")) {
        partition = new KeyAttribute(name, type);
      } else {
        sort = new KeyAttribute(name, type);
      }
    }
    if (partition == null || attributes.size() != (sort == null ? 1 : 2)) {
      throw new IllegalArgumentException("a KeySchema is not one HASH and at most one RANGE");
    }
    return new KeySchema(partition, sort);
  }

  private @Nullable String timeToLive() {
    JsonNode specification = properties.path("TimeToLiveSpecification");
    return specification.path("Enabled").asBoolean(false)
        ? text(specification.path("AttributeName"), "AttributeName")
        : null;
  }

  private String text(JsonNode node, String name) {
    JsonNode value = template.value(node);
    if (value == null || !value.isValueNode() || value.isNull()) {
      throw new IllegalArgumentException(
          "%s is missing, or a function that is not followed".formatted(name));
    }
    return value.asText();
  }
}
