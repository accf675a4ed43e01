package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.lambda.EventSourceMapping;
import io.stackseed.local.lambda.Functions;
import java.util.Set;
import java.util.UUID;

/** {@code AWS::Lambda::EventSourceMapping} of an SQS queue. */
final class EventSourceMappingType implements ResourceType {

  /** Lambda starts with five. */
  private static final int DEFAULT_CONCURRENCY = 5;

  private final Functions functions;
  private final int maximumPollers;

  EventSourceMappingType(Functions functions, int maximumPollers) {
    this.functions = functions;
    this.maximumPollers = maximumPollers;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring(
            "EventSourceArn",
            "FunctionName",
            "BatchSize",
            "ScalingConfig",
            "FunctionResponseTypes",
            "Enabled")
        .ignoring("MaximumBatchingWindowInSeconds", "MetricsConfig", "Tags");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String id = UUID.randomUUID().toString();
    if (!request.required("EventSourceArn").startsWith("arn:aws:sqs:")) {
      throw new ResourceFailedException(
          "EventSourceArn %s is no SQS queue".formatted(request.required("EventSourceArn")));
    }
    boolean partialFailures = false;
    for (JsonNode type : request.property("FunctionResponseTypes")) {
      if (!type.asText().equals("ReportBatchItemFailures")) {
        throw new ResourceFailedException("FunctionResponseTypes: '" + type.asText() + "'");
      }
      partialFailures = true;
    }
    int concurrency =
        request
            .nested("ScalingConfig", Set.of("MaximumConcurrency"))
            .path("MaximumConcurrency")
            .asInt(DEFAULT_CONCURRENCY);
    if (concurrency < 2 || concurrency > 1000) {
      throw new ResourceFailedException(
          "MaximumConcurrency " + concurrency + " is not within 2 to 1000");
    }
    if (request.flag("Enabled", true)) {
      functions.map(
          id,
          new EventSourceMapping(
              request.required("EventSourceArn"),
              Names.ofFunction(request.required("FunctionName")),
              (int) request.number("BatchSize", 10),
              Math.min(concurrency, maximumPollers),
              partialFailures));
    }
    return Provisioned.of(id).with("Id", id);
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    functions.unmap(resource.physicalId());
  }
}
