package io.stackseed.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template with its parameters: conditions decided, intrinsic functions ready to be evaluated.
 * {@code AWS::NoValue} is a {@link MissingNode} and leaves the place it stands in empty.
 */
public final class Evaluation {

  static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");

  private final Template template;
  private final Map<String, JsonNode> parameters;
  private final Scope scope;
  private final Map<String, Boolean> conditions = new LinkedHashMap<>();
  private final Set<String> conditionsInProgress = new LinkedHashSet<>();

  private Evaluation(Template template, Map<String, JsonNode> parameters, Scope scope) {
    this.template = template;
    this.parameters = parameters;
    this.scope = scope;
  }

  /**
   * Checks the parameters' values and starts.
   *
   * @param given parameter values by name; the others take their defaults
   * @throws TemplateException for an unknown parameter, one without value, or a value that its
   *     parameter does not allow
   */
  public static Evaluation of(Template template, Map<String, String> given, Scope scope) {
    for (String name : given.keySet()) {
      if (!template.parameters().containsKey(name)) {
        throw new TemplateException("The template has no parameter '" + name + "'");
      }
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (Parameter parameter : template.parameters().values()) {
      String value = given.get(parameter.name());
      if (value == null) {
        value =
            parameter
                .defaultValue()
                .orElseThrow(
                    () ->
                        new TemplateException(
                            "Parameter " + parameter.name() + " has no default and no value"));
      }
      values.put(parameter.name(), parameter.value(value));
    }
    return new Evaluation(template, values, scope);
  }

  /**
   * Whether the named condition holds.
   *
   * @throws TemplateException if there is none of this name, or it depends on itself
   */
  public boolean holds(String condition) {
    Boolean known = conditions.get(condition);
    if (known != null) {
      return known;
    }
    JsonNode declared = template.conditions().get(condition);
    if (declared == null) {
      throw new TemplateException("The condition '" + condition + "' is not declared");
    }
    if (!conditionsInProgress.add(condition)) {
      throw new TemplateException("The condition '" + condition + "' depends on itself");
    }
    boolean holds = truth(declared);
    conditionsInProgress.remove(condition);
    conditions.put(condition, holds);
    return holds;
  }

  /** The value with every function in it carried out; {@link MissingNode} for AWS::NoValue. */
  public JsonNode evaluate(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : array) {
        JsonNode value = evaluate(element);
        if (!value.isMissingNode()) {
          result.add(value);
        }
      }
      return result;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    String function = Functions.nameOf(object);
    if (function != null) {
      return call(function, object.path(function));
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            field -> {
              JsonNode value = evaluate(field.getValue());
              if (!value.isMissingNode()) {
                result.set(field.getKey(), value);
              }
            });
    return result;
  }

  /** {@link #evaluate} of something that must come out as text or another scalar. */
  public String text(JsonNode node) {
    JsonNode value = evaluate(node);
    if (!value.isValueNode() || value.isMissingNode()) {
      throw new TemplateException("'" + node + "' is not a single value");
    }
    return value.asText();
  }

  private JsonNode call(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" -> reference(argument.asText());
      case "Fn::Sub" -> substitute(argument);
      case "Fn::GetAtt" -> attribute(argument);
      case "Fn::ImportValue" -> importValue(argument);
      case "Fn::FindInMap" -> find(argument);
      case "Fn::If" -> {
        requireSize(function, argument, 3);
        yield evaluate(argument.get(holds(argument.get(0).asText()) ? 1 : 2));
      }
      case "Fn::Join" -> join(argument);
      case "Fn::Select" -> select(argument);
      case "Fn::Split" -> {
        requireSize(function, argument, 2);
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : text(argument.get(1)).split(Pattern.quote(text(argument.get(0))), -1)) {
          parts.add(part);
        }
        yield parts;
      }
      default ->
          throw new TemplateException(
              "The function " + function + " is not supported in this place");
    };
  }

  private JsonNode reference(String name) {
    if (name.equals("AWS::NoValue")) {
      return MissingNode.getInstance();
    }
    JsonNode parameter = parameters.get(name);
    if (parameter != null) {
      return parameter;
    }
    return JsonNodeFactory.instance.textNode(
        (name.startsWith("AWS::") ? scope.pseudoParameter(name) : scope.reference(name))
            .orElseThrow(
                () -> new TemplateException("Ref: there is no '" + name + "' to refer to")));
  }

  private JsonNode attribute(JsonNode argument) {
    String logicalId;
    String name;
    if (argument.isTextual() && argument.textValue().indexOf('.') > 0) {
      int dot = argument.textValue().indexOf('.');
      logicalId = argument.textValue().substring(0, dot);
      name = argument.textValue().substring(dot + 1);
    } else {
      requireSize("Fn::GetAtt", argument, 2);
      logicalId = argument.get(0).asText();
      name = text(argument.get(1));
    }
    return scope
        .attribute(logicalId, name)
        .orElseThrow(
            () ->
                new TemplateException(
                    "Fn::GetAtt: '" + logicalId + "' has no attribute '" + name + "'"));
  }

  private JsonNode importValue(JsonNode argument) {
    String name = text(argument);
    return JsonNodeFactory.instance.textNode(
        scope
            .export(name)
            .orElseThrow(() -> new TemplateException("No export named " + name + " found")));
  }

  private JsonNode find(JsonNode argument) {
    requireSize("Fn::FindInMap", argument, 3);
    String map = text(argument.get(0));
    String first = text(argument.get(1));
    String second = text(argument.get(2));
    JsonNode found =
        template.mappings().getOrDefault(map, MissingNode.getInstance()).path(first).path(second);
    if (found.isMissingNode()) {
      throw new TemplateException(
          "Fn::FindInMap: the mapping '%s' has no '%s' of '%s'".formatted(map, second, first));
    }
    return found;
  }

  private JsonNode substitute(JsonNode argument) {
    JsonNode pattern = argument;
    JsonNode variables = JsonNodeFactory.instance.objectNode();
    if (argument.isArray()) {
      requireSize("Fn::Sub", argument, 2);
      pattern = argument.get(0);
      variables = argument.get(1);
    }
    Matcher matcher = PLACEHOLDER.matcher(pattern.asText());
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(result, Matcher.quoteReplacement(placeholder(matcher, variables)));
    }
    matcher.appendTail(result);
    return JsonNodeFactory.instance.textNode(result.toString());
  }

  private String placeholder(Matcher matcher, JsonNode variables) {
    String name = matcher.group(2);
    if (!matcher.group(1).isEmpty()) {
      return "${" + name + "}";
    }
    @Nullable JsonNode variable = variables.get(name);
    if (variable != null) {
      return text(variable);
    }
    JsonNode value =
        name.indexOf('.') > 0
            ? attribute(JsonNodeFactory.instance.textNode(name))
            : reference(name);
    if (!value.isValueNode()) {
      throw new TemplateException("Fn::Sub: '" + name + "' is not a single value");
    }
    return value.asText();
  }

  private JsonNode join(JsonNode argument) {
    requireSize("Fn::Join", argument, 2);
    JsonNode parts = evaluate(argument.get(1));
    StringBuilder joined = new StringBuilder();
    for (JsonNode part : parts) {
      if (joined.length() > 0) {
        joined.append(argument.get(0).asText());
      }
      joined.append(part.asText());
    }
    return JsonNodeFactory.instance.textNode(joined.toString());
  }

  private JsonNode select(JsonNode argument) {
    requireSize("Fn::Select", argument, 2);
    int index = Integer.parseInt(text(argument.get(0)));
    JsonNode selected = evaluate(argument.get(1)).get(index);
    if (selected == null) {
      throw new TemplateException("Fn::Select: there is no element " + index);
    }
    return selected;
  }

  private boolean truth(JsonNode node) {
    String function = node instanceof ObjectNode object ? Functions.nameOf(object) : null;
    if (function == null) {
      throw new TemplateException("'" + node + "' is not a condition");
    }
    JsonNode argument = node.path(function);
    return switch (function) {
      case "Condition" -> holds(argument.asText());
      case "Fn::Equals" -> {
        requireSize(function, argument, 2);
        yield text(argument.get(0)).equals(text(argument.get(1)));
      }
      case "Fn::Not" -> {
        requireSize(function, argument, 1);
        yield !truth(argument.get(0));
      }
      case "Fn::And" -> all(argument).stream().allMatch(this::truth);
      case "Fn::Or" -> all(argument).stream().anyMatch(this::truth);
      default -> throw new TemplateException("The function " + function + " is not a condition");
    };
  }

  private static List<JsonNode> all(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private static void requireSize(String function, JsonNode argument, int size) {
    if (!argument.isArray() || argument.size() != size) {
      throw new TemplateException(function + " takes a list of " + size);
    }
  }
}
