package io.stackseed.run;

import java.time.Instant;

/**
 * The wait condition that is signalled when the run ends.
 *
 * @param url the presigned URL of an {@code AWS::CloudFormation::WaitConditionHandle}: a credential
 * @param stackId the stack it must belong to
 * @param signalBy when the condition has timed out, or the URL expires; nothing is sent from then
 *     on
 */
public record CompletionHandle(String url, String stackId, Instant signalBy) {
  @Override
  public String toString() {
    return "CompletionHandle[by %s]".formatted(signalBy);
  }
}
