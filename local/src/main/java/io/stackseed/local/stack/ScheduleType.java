package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.lambda.Functions;
import io.stackseed.local.lambda.Permission;
import io.stackseed.local.services.LocalSettings;
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
    return PropertyNames.honouring("Name", "ScheduleExpression", "State", "Target")
        .ignoring("Description", "FlexibleTimeWindow", "ScheduleExpressionTimezone");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String name = request.physicalName("Name");
    String arn = arn(name);
    Rate rate = Rate.parse(request.required("ScheduleExpression"));
    JsonNode target =
        request.nested(
            "Target", Set.of("Arn", "RoleArn", "Input", "RetryPolicy", "DeadLetterConfig"));
    String functionArn = target.path("Arn").asText();
    if (request.optional("State").orElse("ENABLED").equals("ENABLED")) {
      functions.permit(byRole(functionArn, arn));
      functions.schedule(
          arn,
          PRINCIPAL,
          functionArn,
          rate.period(settings.scheduleMinute()),
          Optional.of(target.path("Input").asText("{}")));
    }
    return Provisioned.of(name).with("Arn", arn);
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
