package io.stackseed.response;

import java.nio.charset.StandardCharsets;

/**
 * Which request of which resource a response answers. All but the first are copied from the request
 * verbatim, or CloudFormation ignores the response; only lone surrogates, which UTF-8 cannot carry,
 * become U+FFFD.
 *
 * @param physicalResourceId 1 to 1,024 bytes of UTF-8; an empty one makes CloudFormation report
 *     that instead of the {@code Reason}. Any other size throws {@link IllegalArgumentException}
 */
public record ResponseIdentity(
    String physicalResourceId, String stackId, String requestId, String logicalResourceId) {
  private static final int MAX_PHYSICAL_RESOURCE_ID_BYTES = 1_024;

  public ResponseIdentity {
    physicalResourceId = WellFormed.of(physicalResourceId);
    stackId = WellFormed.of(stackId);
    requestId = WellFormed.of(requestId);
    logicalResourceId = WellFormed.of(logicalResourceId);

    int sizeBytes = physicalResourceId.getBytes(StandardCharsets.UTF_8).length;
    if (sizeBytes < 1 || sizeBytes > MAX_PHYSICAL_RESOURCE_ID_BYTES) {
      throw new IllegalArgumentException(
          "PhysicalResourceId has %,d bytes; CloudFormation takes 1 to %,d"
              .formatted(sizeBytes, MAX_PHYSICAL_RESOURCE_ID_BYTES));
    }
  }
}
