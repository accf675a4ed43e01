package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.lambda.AsynchronousSettings;
import io.stackseed.local.lambda.Functions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** {@code AWS::Lambda::EventInvokeConfig} with an SQS queue for failures. */
final class EventInvokeConfigType implements ResourceType {

  private final Functions functions;

  EventInvokeConfigType(Functions functions) {
    this.functions = functions;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring(
            "FunctionName", "DestinationConfig", "MaximumEventAgeInSeconds", "MaximumRetryAttempts")
        .ignoring("Qualifier");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    JsonNode destinations = request.nested("DestinationConfig", Set.of("OnFailure"));
    String queueArn = destinations.path("OnFailure").path("Destination").asText("");
    if (!queueArn.isEmpty() && !queueArn.startsWith("arn:aws:sqs:")) {
      throw new ResourceFailedException(
          "The OnFailure destination " + queueArn + " is not supported, only an SQS queue");
    }
    functions.configureAsynchronous(
        functionName(request.required("FunctionName")),
        new AsynchronousSettings(
            (int) request.number("MaximumRetryAttempts", 2),
            Duration.ofSeconds(request.number("MaximumEventAgeInSeconds", 21600)),
            Optional.of(queueArn).filter(arn -> !arn.isEmpty())));
    return Provisioned.of(request.generatedName());
  }

  private static String functionName(String nameOrArn) {
    return Names.ofFunction(nameOrArn);
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    functions.forgetAsynchronous(functionName(resource.properties().path("FunctionName").asText()));
  }
}
