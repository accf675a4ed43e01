package io.stackseed.local.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.template.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds every policy to what an auditor asks of it first: nothing is allowed by a wildcard, to
 * anybody or on everything, and all roles can be bounded and kept in a path.
 */
final class PolicyAudit {
  private final TemplateView template;
  private final List<String> problems = new ArrayList<>();

  private PolicyAudit(TemplateView template) {
    this.template = template;
  }

  static List<String> problems(TemplateView template) {
    PolicyAudit audit = new PolicyAudit(template);
    template.template().resources().values().forEach(audit::check);
    template.ofType("AWS::IAM::Role").forEach(audit::checkRole);
    audit.checkTargets();
    return audit.problems;
  }

  private void check(Resource resource) {
    List<JsonNode> documents = new ArrayList<>();
    documents.add(resource.properties().path("PolicyDocument"));
    documents.add(resource.properties().path("AssumeRolePolicyDocument"));
    resource.properties().path("Policies").findValues("PolicyDocument").forEach(documents::add);
    for (JsonNode document : documents) {
      for (JsonNode statement : TemplateView.statements(document)) {
        if (statement.path("Effect").asText().equals("Allow")) {
          checkAllowed(resource.logicalId(), statement);
        }
      }
    }
  }

  private void checkAllowed(String logicalId, JsonNode statement) {
    for (JsonNode action : TemplateView.list(statement.path("Action"))) {
      if (!action.asText().matches("[a-z0-9-]+:[A-Za-z]+")) {
        problems.add("%s allows %s, not one action".formatted(logicalId, action));
      }
    }
    for (JsonNode resource : TemplateView.list(statement.path("Resource"))) {
      if (resource.asText().startsWith("*")) {
        problems.add("%s allows something on every resource".formatted(logicalId));
      }
    }
    if (TemplateView.list(statement.path("Principal")).toString().contains("\"*\"")) {
      problems.add("%s allows something to everybody".formatted(logicalId));
    }
    for (String not : List.of("NotAction", "NotResource", "NotPrincipal")) {
      if (statement.has(not)) {
        problems.add("%s allows by %s".formatted(logicalId, not));
      }
    }
  }

  private void checkRole(Resource role) {
    if (!role.properties().path("Path").toString().contains("RolePath")) {
      problems.add(role.logicalId() + " is not in the path RolePath");
    }
    if (!role.properties()
        .path("PermissionsBoundary")
        .toString()
        .contains("PermissionsBoundaryArn")) {
      problems.add(role.logicalId() + " is not bounded by PermissionsBoundaryArn");
    }
    if (!role.properties().path("ManagedPolicyArns").isMissingNode()) {
      problems.add(role.logicalId() + " has policies that are not in this template");
    }
  }

  /** What may be written to any table of a pattern is denied on the progress table. */
  private void checkTargets() {
    for (Resource role : template.ofType("AWS::IAM::Role")) {
      List<String> onTargets = new ArrayList<>();
      List<String> denied = new ArrayList<>();
      for (JsonNode policy : role.properties().path("Policies")) {
        for (JsonNode statement : TemplateView.statements(policy.path("PolicyDocument"))) {
          boolean allows = statement.path("Effect").asText().equals("Allow");
          String resource = statement.path("Resource").toString();
          for (JsonNode action : TemplateView.list(statement.path("Action"))) {
            if (allows && resource.contains("TargetTablePattern")) {
              onTargets.add(action.asText());
            } else if (!allows && template.refersTo(statement.path("Resource"), "ProgressTable")) {
              denied.add(action.asText());
            }
          }
        }
      }
      onTargets.removeAll(denied);
      onTargets.remove("dynamodb:DescribeTable");
      onTargets.forEach(
          action ->
              problems.add(
                  "%s may ask %s of the progress table as a target"
                      .formatted(role.logicalId(), action)));
    }
  }
}
