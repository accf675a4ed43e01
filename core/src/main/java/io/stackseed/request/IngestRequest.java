package io.stackseed.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was sent; nothing in it has been checked yet.
 *
 * @param requestType the wire form; empty if it is missing
 * @param requestId CloudFormation's; a retried operation uses it again. Null for a message by hand
 * @param stackId the stack's ARN; null for a message by hand that names none
 * @param logicalResourceId null for a message by hand that names none
 * @param resourceType for instance {@code Custom::DataIngest}; null if not given
 * @param physicalResourceId null on Create
 * @param responseUrl a credential; null for a message by hand
 * @param namedRun {@code RunId}, of a Cancel or Resume; null if missing
 * @param properties {@code ResourceProperties}; null if missing
 * @param oldProperties {@code OldResourceProperties}; null if missing
 */
public record IngestRequest(
    TopicArn topic,
    String messageId,
    Instant timestamp,
    String requestType,
    @Nullable String requestId,
    @Nullable String stackId,
    @Nullable String logicalResourceId,
    @Nullable String resourceType,
    @Nullable String physicalResourceId,
    @Nullable String responseUrl,
    @Nullable String namedRun,
    @Nullable JsonNode properties,
    @Nullable JsonNode oldProperties) {

  /**
   * The identity of the run this request asks for. A duplicate delivery is the same run; an
   * operator's retry (same RequestId, new URL) and a second message by hand are new ones.
   */
  public String runId() {
    return responseUrl == null
        ? Digests.of("message", messageId)
        : Digests.of(
            "request", text(requestId), text(stackId), text(logicalResourceId), responseUrl);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public String toString() {
    return "IngestRequest[%s of %s in %s]".formatted(requestType, logicalResourceId, stackId);
  }
}
