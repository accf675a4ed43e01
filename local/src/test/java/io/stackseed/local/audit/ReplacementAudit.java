package io.stackseed.local.audit;

import io.stackseed.local.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds that no change of this template or of its parameters makes CloudFormation replace what
 * others hold on to: above all the topic, which is the ServiceToken of resources in other stacks,
 * and a ServiceToken cannot be updated. A replacement is asked for by a change of one of the
 * properties documented as "Update requires: Replacement" (the createOnlyProperties of the type's
 * schema), by another logical id, or by a condition that turns.
 */
final class ReplacementAudit {
  /**
   * By type, from its page of the CloudFormation template reference. A name is never given: it
   * could not be changed, nor used twice. A table's keys are given, as constants.
   */
  private static final Map<String, Set<String>> REPLACING =
      Map.of(
          "AWS::SNS::Topic", Set.of("TopicName", "FifoTopic"),
          "AWS::S3::Bucket", Set.of("BucketName", "BucketNamePrefix", "BucketNamespace"),
          "AWS::SQS::Queue", Set.of("QueueName", "FifoQueue"),
          "AWS::DynamoDB::Table",
              Set.of("TableName", "ImportSourceSpecification", "LocalSecondaryIndexes"),
          "AWS::Logs::LogGroup", Set.of("LogGroupName"),
          "AWS::Lambda::Function",
              Set.of("FunctionName", "PackageType", "TenancyConfig", "DurableConfig"));

  /** What others hold on to by name, with its type. */
  private static final Map<String, String> KEPT =
      Map.of(
          "IngestTopic", "AWS::SNS::Topic",
          "OutcomeTopic", "AWS::SNS::Topic",
          "IngestBucket", "AWS::S3::Bucket",
          "ProgressTable", "AWS::DynamoDB::Table");

  /** What holds data or tells of it, and must outlive a stack that is deleted by mistake. */
  private static final Set<String> RETAINED =
      Set.of("AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::Logs::LogGroup");

  private ReplacementAudit() {}

  static List<String> problems(TemplateView template) {
    List<String> problems = new ArrayList<>();
    KEPT.forEach(
        (logicalId, type) -> {
          if (!template.has(logicalId)
              || !template.template().resources().get(logicalId).type().equals(type)) {
            problems.add("%s is no longer there: it would be replaced".formatted(logicalId));
          }
        });
    for (Resource resource : template.template().resources().values()) {
      check(resource, problems);
    }
    return problems;
  }

  private static void check(Resource resource, List<String> problems) {
    for (String property : REPLACING.getOrDefault(resource.type(), Set.of())) {
      if (resource.properties().has(property)) {
        problems.add(
            "%s: a change of %s would replace it".formatted(resource.logicalId(), property));
      }
    }
    if (REPLACING.containsKey(resource.type()) && resource.condition().isPresent()) {
      problems.add("%s: its condition may turn".formatted(resource.logicalId()));
    }
    for (String constant : List.of("KeySchema", "AttributeDefinitions")) {
      String text = resource.properties().path(constant).toString();
      if (text.contains("\"Ref\"") || text.contains("\"Fn::")) {
        problems.add("%s: %s is not constant".formatted(resource.logicalId(), constant));
      }
    }
    if (RETAINED.contains(resource.type())
        && resource.deletionPolicy() == Resource.DeletionPolicy.DELETE) {
      problems.add(
          "%s goes with the stack, and what it holds with it".formatted(resource.logicalId()));
    }
  }
}
