package io.stackseed.local.stack;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the account's stacks export to each other. */
final class Exports {

  private final Map<String, Export> exports = new ConcurrentHashMap<>();

  private record Export(String stackName, String value) {}

  Optional<String> value(String name) {
    return Optional.ofNullable(exports.get(name)).map(Export::value);
  }

  /** Replaces what the stack exported before. */
  void replace(String stackName, Map<String, String> values) {
    for (String name : values.keySet()) {
      Export existing = exports.get(name);
      if (existing != null && !existing.stackName().equals(stackName)) {
        throw new ResourceFailedException(
            "Export with name %s is already exported by stack %s"
                .formatted(name, existing.stackName()));
      }
    }
    withdraw(stackName);
    values.forEach((name, value) -> exports.put(name, new Export(stackName, value)));
  }

  void withdraw(String stackName) {
    exports.values().removeIf(export -> export.stackName().equals(stackName));
  }
}
