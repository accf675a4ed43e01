package io.stackseed.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a function call from a plain mapping. */
final class Functions {

  private static final Set<String> SUPPORTED =
      Set.of(
          "Fn::Sub",
          "Fn::GetAtt",
          "Fn::ImportValue",
          "Fn::FindInMap",
          "Fn::If",
          "Fn::Equals",
          "Fn::Not",
          "Fn::And",
          "Fn::Or",
          "Fn::Join",
          "Fn::Select",
          "Fn::Split");

  private Functions() {}

  /** Whether evaluation can do the function of this name without its {@code Fn::}. */
  static boolean isSupported(String name) {
    return SUPPORTED.contains("Fn::" + name);
  }

  /** Refuses by name what evaluation could not do, before anything has been created. */
  static void refuseUnsupported(JsonNode node) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (name.startsWith("Fn::") && !SUPPORTED.contains(name)) {
                throw new TemplateException("The function " + name + " is not supported");
              }
            });
    node.forEach(Functions::refuseUnsupported);
  }

  /** The function's long name, or null if the object calls none. */
  static @Nullable String nameOf(ObjectNode object) {
    if (object.size() != 1) {
      return null;
    }
    String name = object.fieldNames().next();
    boolean condition = name.equals("Condition") && object.get(name).isTextual();
    return name.equals("Ref") || name.startsWith("Fn::") || condition ? name : null;
  }
}
