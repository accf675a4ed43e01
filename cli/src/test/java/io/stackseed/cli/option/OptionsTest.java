package io.stackseed.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class OptionsTest {
  private final KeyOption.Converter keys = new KeyOption.Converter();
  private final IndexOption.Converter indexes = new IndexOption.Converter();

  @Test
  void aKeyIsAPartitionKeyAndPerhapsASortKey() {
    assertThat(keys.convert("id:S").schema())
        .isEqualTo(new KeySchema(new KeyAttribute("id", KeyType.S), null));
    assertThat(keys.convert("a:b:N, at:B").schema())
        .isEqualTo(
            new KeySchema(new KeyAttribute("a:b", KeyType.N), new KeyAttribute("at", KeyType.B)));
  }

  @Test
  void anIndexHasANameBeforeItsKey() {
    IndexOption index = indexes.convert("by-day:day:S,at:N");

    assertThat(index.schema().name()).isEqualTo("by-day");
    assertThat(index.schema().key()).isEqualTo(keys.convert("day:S,at:N").schema());
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertRefused(() -> keys.convert("id"), "'id' is not NAME:TYPE with S, N or B as the type");
    assertRefused(
        () -> keys.convert("id:BOOL"), "'id:BOOL' is not NAME:TYPE with S, N or B as the type");
    assertRefused(() -> keys.convert(":S"), "':S' is not NAME:TYPE with S, N or B as the type");
    assertRefused(
        () -> keys.convert("a:S,b:S,c:S"), "a table has a partition key and at most one sort key");
    assertRefused(() -> keys.convert("a:S,a:N"), "partition key and sort key are both 'a'");
  }

  @Test
  void whatIsNoIndexIsRefused() {
    assertRefused(() -> indexes.convert("by-day"), "'by-day' is not INDEX:NAME:TYPE");
    assertRefused(
        () -> indexes.convert("day:S"), "'S' is not NAME:TYPE with S, N or B as the type");
    assertRefused(
        () -> indexes.convert("i:a:S,b:S,c:S"),
        "an index has a partition key and at most one sort key");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(TypeConversionException.class).hasMessage(message);
  }
}
