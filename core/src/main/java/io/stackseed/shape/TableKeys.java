package io.stackseed.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import io.stackseed.item.IndexSchema;
import io.stackseed.item.ItemRules;
import io.stackseed.item.KeyAttribute;
import io.stackseed.item.KeySchema;
import io.stackseed.item.KeyType;
import io.stackseed.item.TableSchema;
import io.stackseed.item.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds paths and literals against a table: what no item could be with is refused at once. */
final class TableKeys {
  private final TableSchema table;

  TableKeys(TableSchema table) {
    this.table = table;
  }

  /**
   * @throws FailureException if the path names a key of the table, or goes into one
   */
  void requireRemovable(AttributePath path) {
    requireNoMap("Remove", path);
    if (!path.isNested() && key(table.key(), path.attribute()).isPresent()) {
      throw failure(
          "Remove",
          "'%s' is a key of the table, without which there is no item".formatted(path),
          "Take it off the list; Hash can mask it");
    }
  }

  /**
   * @throws FailureException if the path goes into a key, which is no map
   */
  void requireNoMap(String property, AttributePath path) {
    keyType(path.attribute())
        .filter(type -> path.isNested())
        .ifPresent(
            type -> {
              throw failure(
                  property,
                  "'%s' goes into the key '%s', which is %s and no map"
                      .formatted(path, path.text(1), type),
                  "Correct the path; '\\.' is a dot in a name");
            });
  }

  /**
   * What a literal stands for at its path.
   *
   * @throws FailureException if it cannot be read, or the table would take no item with it
   */
  Value value(AttributePath path, JsonNode literal, Instant now) {
    requireNoMap("Set", path);
    Literals literals = new Literals(path, now);
    Value value =
        keyType(path.attribute())
            .map(type -> literals.key(literal, type))
            .orElseGet(() -> literals.value(literal));
    new ItemRules(table)
        .problem(path.attribute(), inItsMaps(path, value))
        .ifPresent(
            problem -> {
              throw failure(
                  "Set",
                  "'%s' cannot be what it is set to: %s".formatted(path, problem.reason()),
                  "Correct the literal");
            });
    return value;
  }

  private static Value inItsMaps(AttributePath path, Value value) {
    Value around = value;
    for (int level = path.names().size() - 1; level > 0; level--) {
      around = new Value.M(Map.of(path.names().get(level), around));
    }
    return around;
  }

  private Optional<KeyType> keyType(String attribute) {
    return Stream.concat(Stream.of(table.key()), table.indexes().stream().map(IndexSchema::key))
        .flatMap(key -> key(key, attribute).stream())
        .map(KeyAttribute::type)
        .findFirst();
  }

  private static Optional<KeyAttribute> key(KeySchema key, String attribute) {
    return Stream.of(Optional.of(key.partition()), Optional.ofNullable(key.sort()))
        .flatMap(Optional::stream)
        .filter(candidate -> candidate.name().equals(attribute))
        .findFirst();
  }

  private static FailureException failure(String property, String problem, String remedy) {
    return new FailureException(new InvalidProperty(property, problem, remedy));
  }
}
