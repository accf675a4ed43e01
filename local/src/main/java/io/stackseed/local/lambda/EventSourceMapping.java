package io.stackseed.local.lambda;

/**
 * Queue to function.
 *
 * @param batchSize messages an invocation gets at most, 1 to 10
 * @param concurrency batches in work at once, at most
 * @param partialFailures whether the function reports batch item failures
 */
public record EventSourceMapping(
    String queueArn, String functionName, int batchSize, int concurrency, boolean partialFailures) {

  public EventSourceMapping {
    if (batchSize < 1 || batchSize > 10) {
      throw new IllegalArgumentException("BatchSize " + batchSize + " is not within 1 to 10");
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException("The concurrency " + concurrency + " is below 1");
    }
  }
}
