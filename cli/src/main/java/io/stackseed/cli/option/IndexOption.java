package io.stackseed.cli.option;

import io.stackseed.item.IndexSchema;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --index INDEX:NAME:TYPE[,NAME:TYPE]}: an index's name, then its key. */
public record IndexOption(IndexSchema schema) {

  /** Reads the option, or says what form it has. */
  public static final class Converter implements ITypeConverter<IndexOption> {
    @Override
    public IndexOption convert(String text) {
      int colon = text.indexOf(':');
      if (colon <= 0) {
        throw new TypeConversionException("'%s' is not INDEX:NAME:TYPE".formatted(text));
      }
      return new IndexOption(
          new IndexSchema(
              text.substring(0, colon), KeyOption.key(text.substring(colon + 1), "index")));
    }
  }
}
