package io.stackseed.local.stack;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A stack as it stands after an operation.
 *
 * @param id its ARN, the {@code StackId} of custom resource requests
 * @param reason why it is not what was asked for; empty if it is
 * @param resources by logical id, in the order of creation
 */
public record Stack(
    String name,
    String id,
    Instant createdAt,
    StackStatus status,
    String reason,
    Map<String, StackResource> resources,
    Map<String, String> outputs) {

  public Stack {
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /**
   * This stack, if its operation succeeded.
   *
   * @throws StackFailedException with the reason otherwise
   */
  public Stack orThrow() {
    if (!status.succeeded()) {
      throw new StackFailedException(name, status, reason);
    }
    return this;
  }

  /**
   * The physical id of a resource.
   *
   * @throws IllegalArgumentException if the stack has no such resource
   */
  public String physicalId(String logicalId) {
    return resource(logicalId).physicalId();
  }

  /**
   * A resource.
   *
   * @throws IllegalArgumentException if the stack has none of this name
   */
  public StackResource resource(String logicalId) {
    return Optional.ofNullable(resources.get(logicalId))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The stack " + name + " has no resource '" + logicalId + "'"));
  }

  /**
   * An output.
   *
   * @throws IllegalArgumentException if the stack has none of this name
   */
  public String output(String outputName) {
    return Optional.ofNullable(outputs.get(outputName))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The stack " + name + " has no output '" + outputName + "'"));
  }
}
