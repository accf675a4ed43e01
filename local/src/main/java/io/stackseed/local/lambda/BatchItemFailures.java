package io.stackseed.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which messages of a batch failed, from the function's answer (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">reporting
 * batch item failures</a>): nothing or an empty list is success of all; an answer that is no JSON,
 * or an identifier that is missing, null, empty or unknown, is failure of all.
 */
final class BatchItemFailures {

  private static final ObjectMapper JSON = new ObjectMapper();

  private BatchItemFailures() {}

  static Set<String> failed(String payload, Set<String> batch) {
    JsonNode answer;
    try {
      answer = JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      return batch;
    }
    JsonNode failures = answer.path("batchItemFailures");
    if (failures.isMissingNode() || failures.isNull()) {
      return Set.of();
    }
    if (!failures.isArray()) {
      return batch;
    }
    Set<String> failed = new LinkedHashSet<>();
    for (JsonNode failure : failures) {
      JsonNode identifier = failure.path("itemIdentifier");
      if (!identifier.isTextual() || !batch.contains(identifier.textValue())) {
        return batch;
      }
      failed.add(identifier.textValue());
    }
    return failed;
  }
}
