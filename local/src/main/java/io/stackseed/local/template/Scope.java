package io.stackseed.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Where an evaluation finds what a template names but does not hold. */
public interface Scope {

  /** What {@code Ref} of a resource gives; empty if it does not exist (yet). */
  Optional<String> reference(String logicalId);

  /** What {@code Fn::GetAtt} gives; empty if the resource has no such attribute. */
  Optional<JsonNode> attribute(String logicalId, String name);

  /** What another stack exports under this name. */
  Optional<String> export(String name);

  /** A pseudo parameter such as {@code AWS::Region}; empty if there is none of this name. */
  Optional<String> pseudoParameter(String name);
}
