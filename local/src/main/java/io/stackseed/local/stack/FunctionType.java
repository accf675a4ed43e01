package io.stackseed.local.stack;

import io.stackseed.local.lambda.FunctionConfiguration;
import io.stackseed.local.lambda.Functions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code AWS::Lambda::Function} in Java. {@code Code} is required but not read: the handler's class
 * is on the class path of this process.
 */
final class FunctionType implements ResourceType {

  private final Functions functions;

  FunctionType(Functions functions) {
    this.functions = functions;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring(
            "FunctionName",
            "Handler",
            "Runtime",
            "Code",
            "Timeout",
            "MemorySize",
            "Environment",
            "ReservedConcurrentExecutions")
        .ignoring(
            "Role",
            "Description",
            "Architectures",
            "LoggingConfig",
            "TracingConfig",
            "RecursiveLoop",
            "RuntimeManagementConfig",
            "SnapStart",
            "EphemeralStorage",
            "KmsKeyArn",
            "Tags");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    return deploy(request, request.physicalName("FunctionName"));
  }

  @Override
  public Provisioned update(ResourceRequest request, StackResource old) {
    if (!request.property("FunctionName").equals(old.properties().path("FunctionName"))) {
      throw new ResourceFailedException("A function's name cannot be changed here");
    }
    return deploy(request, old.physicalId());
  }

  private Provisioned deploy(ResourceRequest request, String name) {
    if (!request.required("Runtime").startsWith("java")) {
      throw new ResourceFailedException(
          "The runtime " + request.required("Runtime") + " is not supported, only Java");
    }
    if (request.property("Code").isMissingNode()) {
      throw new ResourceFailedException("Property Code is required for " + request.type());
    }
    Map<String, String> environment = new LinkedHashMap<>();
    request
        .nested("Environment", Set.of("Variables"))
        .path("Variables")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
    String reserved = request.optional("ReservedConcurrentExecutions").orElse("");
    try {
      String arn =
          functions.deploy(
              new FunctionConfiguration(
                  name,
                  request.required("Handler"),
                  Duration.ofSeconds(request.number("Timeout", 3)),
                  (int) request.number("MemorySize", 128),
                  environment,
                  reserved.isEmpty()
                      ? OptionalInt.empty()
                      : OptionalInt.of((int) request.number("ReservedConcurrentExecutions", 1))));
      return Provisioned.of(name).with("Arn", arn);
    } catch (IllegalArgumentException e) {
      throw new ResourceFailedException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    functions.remove(resource.physicalId());
  }
}
