package io.stackseed.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.cli.template.TemplateYaml;
import io.stackseed.cli.template.UnreadableTemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resource of the user's own template, as far as it can be read without deploying it: literals,
 * and parameters by their defaults. Other functions are not followed.
 */
final class SeedTemplate {
  private static final String TABLE_PROPERTY = "TargetTable";

  /** Properties without which a file can be read all the same. */
  private static final Set<String> ELSEWHERE =
      Set.of("DataIngestFile", "ObjectVersionId", "DataVersion", "CompletionHandle");

  private final Path file;
  private final String resourceId;
  private final ObjectNode root;
  private final JsonNode properties;

  private SeedTemplate(Path file, String resourceId, ObjectNode root, JsonNode properties) {
    this.file = file;
    this.resourceId = resourceId;
    this.root = root;
    this.properties = properties;
  }

  /**
   * Reads a template, in YAML or JSON.
   *
   * @throws UnreadableTemplateException if it is none, or has no such resource
   */
  static SeedTemplate read(Path file, String resourceId) throws IOException {
    ObjectNode root;
    try {
      root = TemplateYaml.read(Files.readString(file), function -> true);
    } catch (UnreadableTemplateException e) {
      throw new UnreadableTemplateException(file + ": " + e.getMessage());
    }
    JsonNode resource = root.path("Resources").path(resourceId);
    String type = resource.path("Type").asText();
    if (!type.startsWith("Custom::") && !type.equals("AWS::CloudFormation::CustomResource")) {
      throw new UnreadableTemplateException(
          "%s: it has no custom resource '%s'.".formatted(file, resourceId));
    }
    return new SeedTemplate(file, resourceId, root, resource.path("Properties"));
  }

  /**
   * The resource's properties, with those given instead.
   *
   * @throws UnreadableTemplateException if one that matters is a function that is not followed
   */
  ObjectNode properties(Map<String, String> instead) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = property.getKey();
      if (name.equals("ServiceToken") || name.equals(TABLE_PROPERTY)) {
        continue;
      }
      JsonNode value = value(property.getValue());
      if (value != null) {
        values.set(name, sent(value));
      } else if (ELSEWHERE.contains(name)) {
        values.put(name, "elsewhere");
      } else if (!instead.containsKey(name)) {
        throw unreadable(
            "%s of '%s' is a function that is not followed. Give it with --property %s=…."
                .formatted(name, resourceId, name));
      }
    }
    instead.forEach(values::put);
    return values;
  }

  /** As CloudFormation sends it: every scalar as text. */
  private static JsonNode sent(JsonNode value) {
    if (value instanceof ArrayNode list) {
      ArrayNode elements = JsonNodeFactory.instance.arrayNode();
      list.forEach(element -> elements.add(sent(element)));
      return elements;
    }
    if (value instanceof ObjectNode map) {
      ObjectNode entries = JsonNodeFactory.instance.objectNode();
      map.properties().forEach(entry -> entries.set(entry.getKey(), sent(entry.getValue())));
      return entries;
    }
    return value.isNull() ? value : JsonNodeFactory.instance.textNode(value.asText());
  }

  /**
   * The table that the resource fills.
   *
   * @throws UnreadableTemplateException if the template does not declare it, or not in literals
   */
  Target target() {
    return new TableDeclaration(this, tableProperties()).target();
  }

  private JsonNode tableProperties() {
    JsonNode reference = properties.path(TABLE_PROPERTY);
    JsonNode table = table(referenced(reference));
    JsonNode name = value(reference);
    if (table.isMissingNode() && name != null && name.isTextual()) {
      table = tableNamed(name.textValue());
    }
    if (table.isMissingNode()) {
      throw unreadable(
          "TargetTable of '%s' is no table of the template. Give its key with --key."
              .formatted(resourceId));
    }
    return table.path("Properties");
  }

  /** The logical id in {@code Ref}, {@code Fn::GetAtt} or a {@code Fn::Sub} of nothing else. */
  private static String referenced(JsonNode reference) {
    JsonNode attribute = reference.path("Fn::GetAtt");
    if (attribute.isArray()) {
      return attribute.path(0).asText();
    }
    if (attribute.isTextual()) {
      return attribute.textValue().split("\\.", 2)[0];
    }
    String placeholder = reference.path("Fn::Sub").asText();
    return placeholder.matches("\\$\\{\\w+(\\.Arn)?}")
        ? placeholder.replaceAll("\\$\\{(\\w+).*", "$1")
        : reference.path("Ref").asText();
  }

  private JsonNode tableNamed(String nameOrArn) {
    for (Map.Entry<String, JsonNode> resource : root.path("Resources").properties()) {
      JsonNode table = table(resource.getKey());
      JsonNode name = value(table.path("Properties").path("TableName"));
      if (name != null
          && name.isTextual()
          && (nameOrArn.equals(name.textValue())
              || nameOrArn.endsWith(":table/" + name.textValue()))) {
        return table;
      }
    }
    return MissingNode.getInstance();
  }

  private JsonNode table(String logicalId) {
    JsonNode resource = root.path("Resources").path(logicalId);
    return Set.of("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")
            .contains(resource.path("Type").asText())
        ? resource
        : MissingNode.getInstance();
  }

  /** The value with its parameters in place; null if there is a function that is not followed. */
  @Nullable JsonNode value(JsonNode node) {
    if (node instanceof ArrayNode list) {
      ArrayNode values = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : list) {
        JsonNode value = value(element);
        if (value == null) {
          return null;
        }
        values.add(value);
      }
      return values;
    }
    if (!(node instanceof ObjectNode map)) {
      return node;
    }
    if (map.size() == 1) {
      String name = map.fieldNames().next();
      if (name.equals("Ref") || name.startsWith("Fn::")) {
        return parameter(map.path("Ref").asText());
      }
    }
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      JsonNode value = value(entry.getValue());
      if (value == null) {
        return null;
      }
      values.set(entry.getKey(), value);
    }
    return values;
  }

  private @Nullable JsonNode parameter(String name) {
    JsonNode parameter = root.path("Parameters").path(name);
    JsonNode value = parameter.get("Default");
    String type = parameter.path("Type").asText();
    if (value == null || !(type.equals("CommaDelimitedList") || type.startsWith("List<"))) {
      return value;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (String element : value.asText().split(",", -1)) {
      list.add(element.strip());
    }
    return list;
  }

  UnreadableTemplateException unreadable(String problem) {
    return new UnreadableTemplateException(file + ": " + problem);
  }
}
