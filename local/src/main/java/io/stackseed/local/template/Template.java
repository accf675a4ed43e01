package io.stackseed.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.cli.template.TemplateYaml;
import io.stackseed.cli.template.UnreadableTemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A template, read and checked for shape; nothing evaluated yet. All maps keep its order. */
public record Template(
    Map<String, Parameter> parameters,
    Map<String, JsonNode> mappings,
    Map<String, JsonNode> conditions,
    Map<String, Resource> resources,
    Map<String, Output> outputs) {

  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Description",
          "Metadata",
          "Parameters",
          "Mappings",
          "Conditions",
          "Resources",
          "Outputs");

  private static final Set<String> RESOURCE_FIELDS =
      Set.of(
          "Type",
          "Properties",
          "DependsOn",
          "Condition",
          "DeletionPolicy",
          "UpdateReplacePolicy",
          "Metadata");

  private static final Map<String, Resource.DeletionPolicy> DELETION_POLICIES =
      Map.of(
          "Delete", Resource.DeletionPolicy.DELETE,
          "Retain", Resource.DeletionPolicy.RETAIN,
          "RetainExceptOnCreate", Resource.DeletionPolicy.RETAIN_EXCEPT_ON_CREATE);

  /**
   * The template in a file.
   *
   * @throws TemplateException saying what is wrong or not supported
   */
  public static Template read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (TemplateException e) {
      throw new TemplateException(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("The template " + file + " cannot be read", e);
    }
  }

  /**
   * The template in a text.
   *
   * @throws TemplateException saying what is wrong or not supported
   */
  public static Template parse(String yaml) {
    ObjectNode root;
    try {
      root = TemplateYaml.read(yaml, Functions::isSupported);
    } catch (UnreadableTemplateException e) {
      throw new TemplateException(String.valueOf(e.getMessage()));
    }
    refuseUnknown("The template", root, SECTIONS);
    Functions.refuseUnsupported(root);
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    section(root, "Parameters")
        .forEach((name, node) -> parameters.put(name, Parameter.of(name, node)));
    Map<String, Resource> resources = new LinkedHashMap<>();
    section(root, "Resources").forEach((id, node) -> resources.put(id, resource(id, node)));
    if (resources.isEmpty()) {
      throw new TemplateException("The template declares no resources");
    }
    Map<String, Output> outputs = new LinkedHashMap<>();
    section(root, "Outputs").forEach((name, node) -> outputs.put(name, output(name, node)));
    return new Template(
        parameters, section(root, "Mappings"), section(root, "Conditions"), resources, outputs);
  }

  private static Map<String, JsonNode> section(ObjectNode root, String name) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    JsonNode section = root.path(name);
    if (!section.isMissingNode() && !section.isObject()) {
      throw new TemplateException(name + " is not a mapping");
    }
    section.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  private static Resource resource(String id, JsonNode node) {
    refuseUnknown("Resource " + id, node, RESOURCE_FIELDS);
    String type = node.path("Type").asText("");
    if (type.isEmpty()) {
      throw new TemplateException("Resource " + id + " has no Type");
    }
    JsonNode properties = node.path("Properties");
    if (!properties.isMissingNode() && !properties.isObject()) {
      throw new TemplateException("Resource " + id + ": Properties is not a mapping");
    }
    String policyName = node.path("DeletionPolicy").asText("Delete");
    Resource.DeletionPolicy policy = DELETION_POLICIES.get(policyName);
    if (policy == null) {
      throw new TemplateException(
          "Resource %s: DeletionPolicy '%s' is not supported".formatted(id, policyName));
    }
    return new Resource(
        id,
        type,
        properties instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode(),
        names(node.path("DependsOn")),
        Optional.ofNullable(node.path("Condition").textValue()),
        policy);
  }

  private static List<String> names(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.textValue());
    }
    List<String> names = new ArrayList<>();
    node.forEach(name -> names.add(name.asText()));
    return names;
  }

  private static Output output(String name, JsonNode node) {
    refuseUnknown("Output " + name, node, Set.of("Value", "Export", "Condition", "Description"));
    if (!node.has("Value")) {
      throw new TemplateException("Output " + name + " has no Value");
    }
    return new Output(
        name,
        node.get("Value"),
        Optional.ofNullable(node.path("Export").get("Name")),
        Optional.ofNullable(node.path("Condition").textValue()));
  }

  private static void refuseUnknown(String where, JsonNode node, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                throw new TemplateException(where + ": '" + field + "' is not supported");
              }
            });
  }
}
