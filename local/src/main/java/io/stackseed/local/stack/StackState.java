package io.stackseed.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.services.LocalSettings;
import io.stackseed.local.template.Evaluation;
import io.stackseed.local.template.Scope;
import io.stackseed.local.template.Template;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A stack while it is worked on: what exists of it, and the scope its template is evaluated in. */
final class StackState implements Scope {

  private final StackIdentity identity;
  private final Instant createdAt = Instant.now();
  private final LocalSettings settings;
  private final Exports allExports;
  private final Map<String, StackResource> resources =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private Template template;
  private Map<String, String> parameters;
  private volatile Map<String, String> outputs = Map.of();
  private volatile StackStatus status = StackStatus.CREATE_IN_PROGRESS;
  private volatile String reason = "";
  private final Cancellation cancellation = new Cancellation();

  StackState(
      StackIdentity identity,
      LocalSettings settings,
      Exports allExports,
      Template template,
      Map<String, String> parameters) {
    this.identity = identity;
    this.settings = settings;
    this.allExports = allExports;
    this.template = template;
    this.parameters = Map.copyOf(parameters);
  }

  StackIdentity identity() {
    return identity;
  }

  Template template() {
    return template;
  }

  Map<String, String> parameters() {
    return parameters;
  }

  void declare(Template newTemplate, Map<String, String> newParameters) {
    template = newTemplate;
    parameters = Map.copyOf(newParameters);
  }

  Evaluation evaluation() {
    return Evaluation.of(template, parameters, this);
  }

  Map<String, StackResource> resources() {
    return resources;
  }

  void outputs(Map<String, String> values) {
    outputs = values;
  }

  StackStatus status() {
    return status;
  }

  String reason() {
    return reason;
  }

  void become(StackStatus newStatus, String why) {
    status = newStatus;
    reason = why;
  }

  /** Of the stack's creation. */
  Cancellation cancellation() {
    return cancellation;
  }

  /** What the creation came to, unless it was cancelled. */
  synchronized void created(StackStatus newStatus, String why) {
    if (!cancellation.isAsked()) {
      become(newStatus, why);
    }
  }

  /** False if the stack is not being created. */
  synchronized boolean cancelCreation() {
    if (status != StackStatus.CREATE_IN_PROGRESS) {
      return false;
    }
    cancellation.ask();
    become(StackStatus.DELETE_IN_PROGRESS, "");
    return true;
  }

  Stack snapshot() {
    synchronized (resources) {
      return new Stack(
          identity.name(), identity.id(), createdAt, status, reason, resources, outputs);
    }
  }

  @Override
  public Optional<String> reference(String logicalId) {
    return Optional.ofNullable(resources.get(logicalId)).map(StackResource::physicalId);
  }

  @Override
  public Optional<JsonNode> attribute(String logicalId, String name) {
    return Optional.ofNullable(resources.get(logicalId))
        .map(resource -> resource.attributes().get(name));
  }

  @Override
  public Optional<String> export(String name) {
    return allExports.value(name);
  }

  @Override
  public Optional<String> pseudoParameter(String name) {
    return switch (name) {
      case "AWS::Region" -> Optional.of(settings.region());
      case "AWS::AccountId" -> Optional.of(settings.accountId());
      case "AWS::Partition" -> Optional.of("aws");
      case "AWS::StackName" -> Optional.of(identity.name());
      case "AWS::StackId" -> Optional.of(identity.id());
      case "AWS::URLSuffix" -> Optional.of("amazonaws.com");
      default -> Optional.empty();
    };
  }
}
