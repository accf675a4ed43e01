package io.stackseed.local.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A resource as the template declares it, its properties not yet evaluated.
 *
 * @param condition the condition that must hold for it to exist
 * @param retained whether DeletionPolicy keeps it when its stack goes
 */
public record Resource(
    String logicalId,
    String type,
    ObjectNode properties,
    List<String> dependsOn,
    Optional<String> condition,
    boolean retained) {

  public Resource {
    dependsOn = List.copyOf(dependsOn);
  }
}
