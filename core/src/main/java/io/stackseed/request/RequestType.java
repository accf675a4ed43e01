package io.stackseed.request;

import io.stackseed.failure.Failure.InvalidProperty;
import io.stackseed.failure.FailureException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What CloudFormation asks of the resource, or a person of a run. */
public enum RequestType {
  CREATE,
  UPDATE,
  DELETE,
  /** By hand: ends a run. */
  CANCEL,
  /** By hand: loads what a run left unfinished. */
  RESUME;

  /** CloudFormation's own spelling: {@code Create}, {@code Update}, {@code Delete}; and alike. */
  public String wireName() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the wire form, to the letter.
   *
   * @throws FailureException if there is no such type: an unknown type is a failure, never a
   *     success
   */
  public static RequestType parse(String wireName) {
    return Arrays.stream(values())
        .filter(type -> type.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new FailureException(
                    new InvalidProperty(
                        "RequestType",
                        wireName.isEmpty() ? "missing" : "'%s' is not known".formatted(wireName),
                        "Use "
                            + Arrays.stream(values())
                                .map(RequestType::wireName)
                                .collect(Collectors.joining(", ")))));
  }
}
