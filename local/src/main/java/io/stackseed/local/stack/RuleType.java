package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.lambda.Functions;
import io.stackseed.local.services.LocalSettings;
import java.util.Optional;

/** {@code AWS::Events::Rule} with a rate and functions as targets. */
final class RuleType implements ResourceType {

  private final Functions functions;
  private final LocalSettings settings;

  RuleType(Functions functions, LocalSettings settings) {
    this.functions = functions;
    this.settings = settings;
  }

  @Override
  public PropertyNames properties() {
    return PropertyNames.honouring("Name", "ScheduleExpression", "State", "Targets")
        .ignoring("Description", "Tags");
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String name = request.physicalName("Name");
    String arn = settings.arn("events", "rule/" + name);
    Rate rate = Rate.parse(request.required("ScheduleExpression"));
    if (request.optional("State").orElse("ENABLED").equals("ENABLED")) {
      for (JsonNode target : request.property("Targets")) {
        functions.schedule(
            arn,
            "events.amazonaws.com",
            target.path("Arn").asText(),
            rate.period(settings.scheduleMinute()),
            Optional.ofNullable(target.path("Input").textValue()));
      }
    }
    return Provisioned.of(name).with("Arn", arn);
  }

  @Override
  public void delete(StackIdentity stack, StackResource resource) {
    functions.unschedule(settings.arn("events", "rule/" + resource.physicalId()));
  }
}
