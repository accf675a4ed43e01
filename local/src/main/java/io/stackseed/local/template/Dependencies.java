package io.stackseed.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** Who needs whom, from Ref, Fn::GetAtt, Fn::Sub and DependsOn. */
public final class Dependencies {

  private Dependencies() {}

  /**
   * The resources, each after those it depends on, otherwise in the template's order.
   *
   * @param resources those that exist, that is, whose conditions hold
   * @throws TemplateException naming the circle if there is one, or what DependsOn names in vain
   */
  public static List<Resource> ordered(Template template, Collection<Resource> resources) {
    Map<String, Resource> existing = new LinkedHashMap<>();
    resources.forEach(resource -> existing.put(resource.logicalId(), resource));
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    for (Resource resource : resources) {
      Set<String> names = new LinkedHashSet<>();
      collect(resource.properties(), names);
      for (String name : resource.dependsOn()) {
        if (!template.resources().containsKey(name)) {
          throw new TemplateException(
              "Resource %s: DependsOn names '%s', which is not declared"
                  .formatted(resource.logicalId(), name));
        }
        names.add(name);
      }
      names.retainAll(existing.keySet());
      needs.put(resource.logicalId(), names);
    }
    Set<String> done = new LinkedHashSet<>();
    for (String name : existing.keySet()) {
      visit(name, needs, done, new ArrayDeque<>());
    }
    List<Resource> ordered = new ArrayList<>();
    for (String name : done) {
      Resource resource = existing.get(name);
      if (resource != null) {
        ordered.add(resource);
      }
    }
    return ordered;
  }

  private static void visit(
      String name, Map<String, Set<String>> needs, Set<String> done, Deque<String> path) {
    if (done.contains(name)) {
      return;
    }
    if (path.contains(name)) {
      List<String> circle = new ArrayList<>(path);
      circle = circle.subList(circle.indexOf(name), circle.size());
      throw new TemplateException(
          "Circular dependency between resources: " + String.join(", ", circle));
    }
    path.addLast(name);
    for (String need : needs.getOrDefault(name, Set.of())) {
      visit(need, needs, done, path);
    }
    path.removeLast();
    done.add(name);
  }

  private static void collect(JsonNode node, Set<String> names) {
    if (node instanceof ObjectNode object) {
      String function = Functions.nameOf(object);
      if (function != null) {
        collectFrom(function, object.path(function), names);
      }
    }
    node.forEach(child -> collect(child, names));
  }

  private static void collectFrom(String function, JsonNode argument, Set<String> names) {
    switch (function) {
      case "Ref" -> names.add(argument.asText());
      case "Fn::GetAtt" ->
          names.add(firstPart(argument.isArray() ? argument.path(0).asText() : argument.asText()));
      case "Fn::Sub" -> {
        String pattern = argument.isArray() ? argument.path(0).asText() : argument.asText();
        Matcher matcher = Evaluation.PLACEHOLDER.matcher(pattern);
        while (matcher.find()) {
          if (matcher.group(1).isEmpty()) {
            names.add(firstPart(matcher.group(2)));
          }
        }
      }
      default -> {
        // The others hold no names of their own.
      }
    }
  }

  private static String firstPart(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
