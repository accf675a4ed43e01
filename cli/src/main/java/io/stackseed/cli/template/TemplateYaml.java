package io.stackseed.cli.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML to a JSON tree, the short tags turned into their long forms. Dates and numbers with leading
 * zeros stay the text they were written as: CloudFormation reads {@code 2012-10-17} and account ids
 * so.
 */
public final class TemplateYaml {

  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+\\.[0-9]+");

  private final Predicate<String> functions;

  private TemplateYaml(Predicate<String> functions) {
    this.functions = functions;
  }

  /**
   * A template's tree.
   *
   * @param functions whether a function of this name without its {@code Fn::} is let in as a short
   *     tag; {@code !Ref} and {@code !Condition} always are
   * @throws UnreadableTemplateException saying what is wrong, or which function is not let in
   */
  public static ObjectNode read(String yaml, Predicate<String> functions) {
    return new TemplateYaml(functions).read(yaml);
  }

  private ObjectNode read(String yaml) {
    Node root;
    try {
      root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
    } catch (YAMLException e) {
      throw new UnreadableTemplateException("The template is not YAML: " + e.getMessage());
    }
    if (root != null && json(root) instanceof ObjectNode template) {
      return template;
    }
    throw new UnreadableTemplateException("The template is not a mapping");
  }

  private JsonNode json(Node node) {
    String tag = node.getTag().getValue();
    if (tag.startsWith("!")) {
      return function(tag.substring(1), node);
    }
    return untagged(node);
  }

  private JsonNode function(String name, Node node) {
    JsonNode argument = untagged(node);
    if (name.equals("Ref") || name.equals("Condition")) {
      return JsonNodeFactory.instance.objectNode().set(name, argument);
    }
    if (!functions.test(name)) {
      throw new UnreadableTemplateException(
          "The function !%s (line %d) is not supported"
              .formatted(name, node.getStartMark().getLine() + 1));
    }
    if (name.equals("GetAtt") && argument.isTextual()) {
      String[] parts = argument.textValue().split("\\.", 2);
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (String part : parts) {
        list.add(part);
      }
      argument = list;
    }
    return JsonNodeFactory.instance.objectNode().set("Fn::" + name, argument);
  }

  private JsonNode untagged(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (NodeTuple entry : mapping.getValue()) {
        String key = ((ScalarNode) entry.getKeyNode()).getValue();
        if (object.has(key)) {
          throw new UnreadableTemplateException(
              "'%s' (line %d) stands twice in the same place"
                  .formatted(key, entry.getKeyNode().getStartMark().getLine() + 1));
        }
        object.set(key, json(entry.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      sequence.getValue().forEach(element -> array.add(json(element)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    boolean plain = node.getScalarStyle().getChar() == null;
    if (plain && tag.equals(Tag.NULL)) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (plain && tag.equals(Tag.BOOL)) {
      boolean truth = Set.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT));
      return JsonNodeFactory.instance.booleanNode(truth);
    }
    if (plain && INTEGER.matcher(text).matches()) {
      return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
    }
    if (plain && DECIMAL.matcher(text).matches()) {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    }
    return JsonNodeFactory.instance.textNode(text);
  }
}
