package io.stackseed.local.lambda;

import java.util.Optional;

/**
 * How one invocation ended.
 *
 * @param payload the handler's answer, or Lambda's error document
 * @param error what was thrown; empty for success
 */
public record InvocationResult(String requestId, String payload, Optional<Throwable> error) {

  public boolean succeeded() {
    return error.isEmpty();
  }
}
