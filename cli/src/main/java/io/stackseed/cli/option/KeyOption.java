package io.stackseed.cli.option;

import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --key NAME:TYPE[,NAME:TYPE]}: partition key, then sort key. */
public record KeyOption(KeySchema schema) {

  /** Reads the option, or says what form it has. */
  public static final class Converter implements ITypeConverter<KeyOption> {
    @Override
    public KeyOption convert(String text) {
      return new KeyOption(key(text, "table"));
    }
  }

  /**
   * A key of a table or an index.
   *
   * @param owner which of them, for the message
   * @throws TypeConversionException saying what form it has
   */
  static KeySchema key(String text, String owner) {
    List<KeyAttribute> attributes = new ArrayList<>();
    for (String attribute : text.split(",", -1)) {
      attributes.add(attribute(attribute));
    }
    if (attributes.size() > 2) {
      String article = owner.equals("index") ? "an " : "a ";
      throw new TypeConversionException(
          article + owner + " has a partition key and at most one sort key");
    }
    @Nullable KeyAttribute sort = attributes.size() == 2 ? attributes.get(1) : null;
    try {
      return new KeySchema(attributes.get(0), sort);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static KeyAttribute attribute(String text) {
    int colon = text.lastIndexOf(':');
    String name = colon < 0 ? "" : text.substring(0, colon).strip();
    String type = text.substring(colon + 1).strip();
    if (name.isEmpty() || !List.of("S", "N", "B").contains(type)) {
      throw new TypeConversionException(
          "'%s' is not NAME:TYPE with S, N or B as the type".formatted(text));
    }
    return new KeyAttribute(name, KeyType.valueOf(type));
  }
}
