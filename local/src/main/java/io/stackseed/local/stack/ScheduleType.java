package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.lambda.Functions;
import io.stackseed.local.lambda.Permission;
import io.stackseed.local.services.LocalSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code AWS::Scheduler::Schedule} with a rate and a function as target. The scheduler invokes by
 * its role, so no permission of the function is asked for.
 */
final class ScheduleType implements ResourceType {

  private static final String PRINCIPAL = "scheduler.amazonaws.com";

  private final Functions functions;
  private final LocalSettings settings;

  ScheduleType(Functions functions, LocalSettings settings) {
    this.functions = functions;
    this.settings = settings;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring(
            "Name", "ScheduleExpression", "State", "Target", "FlexibleTimeWindow")
        .ignoring("Description", "ScheduleExpressionTimezone");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String name = request.physicalName("Name");
    String arn = arn(name);
    Rate rate = Rate.parse(request.required("ScheduleExpression"));
    String window =
        request.nested("FlexibleTimeWindow", Set.of("Mode")).path("Mode").asText("missing");
    if (!window.equals("OFF")) {
      throw new ResourceFailedException(
          "FlexibleTimeWindow.Mode '" + window + "' is not supported, only OFF");
    }
    JsonNode target = request.nested("Target", Set.of("Arn", "RoleArn", "Input", "RetryPolicy"));
    checkTarget(target);
    String functionArn = target.path("Arn").asText();
    if (request.optional("State").orElse("ENABLED").equals("ENABLED")) {
      functions.permit(byRole(functionArn, arn));
      functions.schedule(
          arn,
          PRINCIPAL,
          functionArn,
          rate.period(settings.scheduleMinute()),
          Optional.ofNullable(target.path("Input").textValue()));
    }
    return Provisioned.of(name).with("Arn", arn);
  }

  /**
   * The scheduler would refuse these. It has nothing to try again here: whatever it invokes is
   * there, or the tick is in vain.
   */
  private static void checkTarget(JsonNode target) {
    for (String required : List.of("Arn", "RoleArn")) {
      if (!target.path(required).isTextual()) {
        throw new ResourceFailedException("Target." + required + " is required");
      }
    }
    JsonNode retries = target.path("RetryPolicy");
    requireWithin("MaximumRetryAttempts", retries, 0, 185);
    requireWithin("MaximumEventAgeInSeconds", retries, 60, 86_400);
  }

  private static void requireWithin(String name, JsonNode retries, long minimum, long maximum) {
    long value = retries.path(name).asLong(minimum);
    if (value < minimum || value > maximum) {
      throw new ResourceFailedException(
          "Target.RetryPolicy.%s %d is not within %d to %d"
              .formatted(name, value, minimum, maximum));
    }
  }

  private String arn(String name) {
    return settings.arn("scheduler", "schedule/default/" + name);
  }

  private static Permission byRole(String functionArn, String arn) {
    return new Permission(Names.ofFunction(functionArn), PRINCIPAL, Optional.of(arn));
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    String arn = arn(resource.physicalId());
    functions.unschedule(arn);
    functions.revoke(byRole(resource.properties().path("Target").path("Arn").asText(), arn));
  }
}
