package io.stackseed.run;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.format.CsvLayout;
import io.stackseed.format.CsvType;
import io.stackseed.format.Layout;
import io.stackseed.item.IndexSchema;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.TableSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Gives the fields of a CSV that are keys of the table or an index the types of its schema. */
final class CsvKeys {
  private final CsvLayout csv;
  private final Map<String, CsvType> types;
  private final Set<String> given;

  private CsvKeys(CsvLayout csv, Set<String> given) {
    this.csv = csv;
    this.given = given;
    this.types = new HashMap<>(csv.types());
  }

  /**
   * The layout with its fields' types complete; any other than CSV as it is.
   *
   * @param given attributes that every item has, though no field may hold them
   * @throws FailureException if the header has no field for a key of the table, or CsvTypes names
   *     what is no field or contradicts the schema
   */
  static Layout typed(Layout layout, TableSchema table, Set<String> given) {
    CsvLayout csv = layout.csv();
    return csv == null ? layout : layout.with(csv.typed(new CsvKeys(csv, given).types(table)));
  }

  private Map<String, CsvType> types(TableSchema table) {
    for (String name : csv.types().keySet()) {
      if (!csv.header().contains(name)) {
        throw failure(
            "CsvTypes",
            "'%s' is not in the header".formatted(name),
            "Correct the name, or remove it");
      }
    }
    require(table.key().partition());
    add(table.key(), "the table");
    if (table.key().sort() != null) {
      require(table.key().sort());
    }
    for (IndexSchema index : table.indexes()) {
      add(index.key(), "index '%s'".formatted(index.name()));
    }
    return types;
  }

  private void require(KeyAttribute key) {
    if (!csv.header().contains(key.name()) && !given.contains(key.name())) {
      throw failure(
          "CsvHeader",
          "the header has no '%s', which is a key of the table".formatted(key.name()),
          "Correct the file's header, or name its fields with CsvHeader");
    }
  }

  private void add(KeySchema key, String owner) {
    add(key.partition(), owner);
    if (key.sort() != null) {
      add(key.sort(), owner);
    }
  }

  private void add(KeyAttribute key, String owner) {
    CsvType wanted = CsvType.valueOf(key.type().name());
    if (!csv.header().contains(key.name())) {
      return;
    }
    CsvType before = types.putIfAbsent(key.name(), wanted);
    if (before != null && before != wanted) {
      throw failure(
          "CsvTypes",
          "'%s' is %s, and %s wants %s".formatted(key.name(), before, owner, wanted),
          "Remove it: a key has the type that its schema says");
    }
  }

  private static FailureException failure(String property, String problem, String remedy) {
    return new FailureException(new InvalidProperty(property, problem, remedy));
  }
}
