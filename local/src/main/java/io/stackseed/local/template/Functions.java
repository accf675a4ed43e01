package io.stackseed.local.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Tells a function call from a plain mapping. */
final class Functions {

  private Functions() {}

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
