package io.stackseed.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.failure.FailureException;
import io.stackseed.format.Compression;
import io.stackseed.format.CsvEmpty;
import io.stackseed.format.CsvLayout;
import io.stackseed.format.CsvType;
import io.stackseed.format.Format;
import io.stackseed.format.Layout;
import io.stackseed.item.IndexSchema;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CsvKeysTest {
  private static final TableSchema TABLE =
      new TableSchema(
          "orders",
          "arn:orders",
          new KeySchema(new KeyAttribute("id", KeyType.S), new KeyAttribute("at", KeyType.N)),
          List.of(
              new IndexSchema("by-rank", new KeySchema(new KeyAttribute("rank", KeyType.N), null)),
              new IndexSchema(
                  "by-hash",
                  new KeySchema(
                      new KeyAttribute("at", KeyType.N), new KeyAttribute("hash", KeyType.B)))));

  @Test
  void fieldsThatAreKeysGetTheTypesOfTheSchema() {
    Map<String, CsvType> complete =
        Map.of(
            "id", CsvType.S,
            "at", CsvType.N,
            "rank", CsvType.N,
            "hash", CsvType.B,
            "price", CsvType.N);
    Layout layout = layout(Map.of("price", CsvType.N), "id", "at", "rank", "price", "hash");

    assertThat(CsvKeys.typed(layout, TABLE, Set.of()))
        .isEqualTo(layout(complete, "id", "at", "rank", "price", "hash"));
  }

  @Test
  void keysOfIndexesMayBeMissing() {
    assertThat(CsvKeys.typed(layout(Map.of(), "at", "id"), TABLE, Set.of()))
        .isEqualTo(layout(Map.of("id", CsvType.S, "at", CsvType.N), "at", "id"));
  }

  @Test
  void otherFormatsStayAsTheyAre() {
    assertThat(CsvKeys.typed(Layout.of(Format.JSON, 0), TABLE, Set.of()))
        .isEqualTo(Layout.of(Format.JSON, 0));
  }

  @Test
  void aHeaderWithoutAKeyIsRefused() {
    assertRefused(
        layout(Map.of(), "id", "name"),
        "CsvHeader: the header has no 'at', which is a key of the table. Correct the file's header,"
            + " or name its fields with CsvHeader.");
  }

  @Test
  void typesOfWhatIsNoFieldAreRefused() {
    assertRefused(
        layout(Map.of("prise", CsvType.N), "id", "at", "price"),
        "CsvTypes: 'prise' is not in the header. Correct the name, or remove it.");
  }

  @Test
  void typesThatContradictTheSchemaAreRefused() {
    assertRefused(
        layout(Map.of("at", CsvType.S), "id", "at"),
        "CsvTypes: 'at' is S, and the table wants N. Remove it: a key has the type that its schema"
            + " says.");
    assertRefused(
        layout(Map.of("rank", CsvType.L), "id", "at", "rank"),
        "CsvTypes: 'rank' is L, and index 'by-rank' wants N. Remove it: a key has the type that its"
            + " schema says.");
  }

  private static void assertRefused(Layout layout, String message) {
    assertThatThrownBy(() -> CsvKeys.typed(layout, TABLE, Set.of()))
        .isInstanceOf(FailureException.class)
        .hasMessage(message);
  }

  private static Layout layout(Map<String, CsvType> types, String... header) {
    return new Layout(
        Format.CSV,
        Compression.NONE,
        false,
        0,
        new CsvLayout(',', List.of(header), types, CsvEmpty.OMIT, true));
  }
}
