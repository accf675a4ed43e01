package io.stackseed.local.lambda;

import java.util.Optional;

/**
 * One statement of a function's resource policy.
 *
 * @param principal the service, such as {@code sns.amazonaws.com}
 * @param sourceArn the only resource it allows; empty for all of the service's
 */
public record Permission(String functionName, String principal, Optional<String> sourceArn) {

  boolean allows(String caller, String callerArn) {
    return principal.equals(caller) && sourceArn.map(callerArn::equals).orElse(true);
  }
}
