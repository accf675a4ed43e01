package io.stackseed.aws;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A function's environment variables. */
public record Environment(Map<String, String> variables) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /**
   * A variable that must be there.
   *
   * @throws IllegalStateException if the variable is not set, naming it
   */
  public String text(String name) {
    return optional(name)
        .orElseThrow(
            () -> new IllegalStateException("environment variable " + name + " is not set"));
  }

  /** Empty if the variable is not set, or set to nothing. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /**
   * A variable that must be there, and may be empty.
   *
   * @throws IllegalStateException if the variable is not set, naming it
   */
  public String textOrEmpty(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException("environment variable " + name + " is not set");
    }
    return value.strip();
  }

  /**
   * A list separated by commas, which may be empty.
   *
   * @throws IllegalStateException if the variable is not set, naming it
   */
  public Set<String> list(String name) {
    return Arrays.stream(textOrEmpty(name).split(",", -1))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Names only: values may be secrets. */
  @Override
  public String toString() {
    return "Environment" + variables.keySet();
  }
}
