package io.stackseed.local.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A resource as the template declares it, its properties not yet evaluated.
 *
 * @param condition the condition that must hold for it to exist
 */
public record Resource(
    String logicalId,
    String type,
    ObjectNode properties,
    List<String> dependsOn,
    Optional<String> condition,
    DeletionPolicy deletionPolicy) {

  /** What becomes of a resource when its stack goes. */
  public enum DeletionPolicy {
    DELETE,
    RETAIN,
    /** Kept, unless it is the creation of the stack that is rolled back. */
    RETAIN_EXCEPT_ON_CREATE
  }

  public Resource {
    dependsOn = List.copyOf(dependsOn);
  }
}
