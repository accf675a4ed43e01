package io.stackseed.run;

import io.stackseed.response.ResponseIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Whom a run answers.
 *
 * @param identity copied verbatim into the answer
 * @param responseUrl a credential, kept only until the answer is delivered; null from then on
 */
public record Requester(ResponseIdentity identity, @Nullable String responseUrl) {
  @Override
  public String toString() {
    return "Requester[%s]".formatted(identity.requestId());
  }
}
