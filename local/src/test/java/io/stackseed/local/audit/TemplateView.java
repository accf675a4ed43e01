package io.stackseed.local.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.template.Resource;
import io.stackseed.local.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A template as it is written, nothing evaluated, and the questions that audits ask it. */
record TemplateView(Template template) {

  boolean has(String logicalId) {
    return template.resources().containsKey(logicalId);
  }

  List<Resource> ofType(String type) {
    return template.resources().values().stream()
        .filter(resource -> resource.type().equals(type))
        .toList();
  }

  JsonNode property(String logicalId, String name) {
    return template.resources().get(logicalId).properties().path(name);
  }

  /** Whether the value names this resource and no other. */
  boolean refersTo(JsonNode node, String logicalId) {
    return logicalIds(node).equals(Set.of(logicalId));
  }

  /** The resources that the value names. */
  Set<String> logicalIds(JsonNode node) {
    return logicalIds(node.toString());
  }

  /** The resources that a value names, as JSON text or in a text for Fn::Sub. */
  Set<String> logicalIds(String text) {
    Set<String> ids = new TreeSet<>();
    template.resources().keySet().stream()
        .filter(id -> text.matches(".*[\"{]" + id + "[\".}].*"))
        .forEach(ids::add);
    return ids;
  }

  /** The statements of a policy, and of a choice between two both. */
  static List<JsonNode> statements(JsonNode policyDocument) {
    List<JsonNode> statements = new ArrayList<>();
    for (JsonNode element : policyDocument.path("Statement")) {
      JsonNode choice = element.path("Fn::If");
      statements.addAll(
          choice.isMissingNode() ? List.of(element) : List.of(choice.get(1), choice.get(2)));
    }
    return statements;
  }

  /** The elements of a list, or the one value in a list. */
  static List<JsonNode> list(JsonNode node) {
    if (!node.isArray()) {
      return List.of(node);
    }
    List<JsonNode> elements = new ArrayList<>();
    node.forEach(elements::add);
    return elements;
  }
}
