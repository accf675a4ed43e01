package io.stackseed.local.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --key NAME:TYPE[,NAME:TYPE]}: partition key, then sort key. */
record KeyOption(List<KeyAttributeOption> attributes) {

  /** One attribute of the key. */
  record KeyAttributeOption(String name, String type) {}

  KeyOption {
    attributes = List.copyOf(attributes);
  }

  ArrayNode attributeDefinitions() {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    attributes.forEach(
        attribute ->
            nodes
                .addObject()
                .put("AttributeName", attribute.name())
                .put("AttributeType", attribute.type()));
    return nodes;
  }

  ArrayNode keySchema() {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    for (KeyAttributeOption attribute : attributes) {
      String keyType = nodes.isEmpty() ? "HASH" : "RANGE";
      nodes.addObject().put("AttributeName", attribute.name()).put("KeyType", keyType);
    }
    return nodes;
  }

  /** Reads the option, or says what form it has. */
  static final class Converter implements ITypeConverter<KeyOption> {
    @Override
    public KeyOption convert(String text) {
      List<KeyAttributeOption> attributes = new ArrayList<>();
      for (String attribute : text.split(",", -1)) {
        int colon = attribute.lastIndexOf(':');
        String name = colon < 0 ? "" : attribute.substring(0, colon).strip();
        String type = attribute.substring(colon + 1).strip();
        if (name.isEmpty() || !List.of("S", "N", "B").contains(type)) {
          throw new TypeConversionException(
              "'%s' is not NAME:TYPE with S, N or B as the type".formatted(attribute));
        }
        attributes.add(new KeyAttributeOption(name, type));
      }
      if (attributes.size() > 2) {
        throw new TypeConversionException("a table has a partition key and at most one sort key");
      }
      return new KeyOption(attributes);
    }
  }
}
