package io.stackseed.local.stack;

import io.stackseed.local.lambda.Functions;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.services.LocalSettings;
import io.stackseed.local.template.Resource;
import io.stackseed.local.template.Template;
import io.stackseed.local.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every resource type there is. */
final class ResourceTypes {

  private final Map<String, ResourceType> types = new LinkedHashMap<>();
  private final CustomResourceType custom;

  ResourceTypes(
      EmbeddedServices services,
      Functions functions,
      CustomResources customResources,
      StackListener listener) {
    LocalSettings settings = services.settings();
    Waiting waiting = new Waiting(listener);
    WaitConditions waitConditions = new WaitConditions(services);
    this.custom = new CustomResourceType(customResources, waiting);
    types.put("AWS::CloudFormation::CustomResource", custom);
    types.put(
        "AWS::CloudFormation::WaitConditionHandle", new WaitConditionHandleType(waitConditions));
    types.put("AWS::CloudFormation::WaitCondition", new WaitConditionType(waitConditions, waiting));
    types.put("AWS::S3::Bucket", new BucketType(services.s3(), settings.region()));
    types.put("AWS::SNS::Topic", new TopicType(services.topics()));
    types.put("AWS::SNS::Subscription", new SubscriptionType(services.topics()));
    types.put("AWS::SQS::Queue", new QueueType(services.sqs(), settings));
    types.put("AWS::DynamoDB::Table", new TableType(services.dynamoDb(), settings));
    types.put("AWS::Lambda::Function", new FunctionType(functions));
    types.put("AWS::Lambda::Permission", new PermissionType(functions));
    types.put(
        "AWS::Lambda::EventSourceMapping",
        new EventSourceMappingType(functions, settings.maximumPollers()));
    types.put("AWS::Lambda::EventInvokeConfig", new EventInvokeConfigType(functions));
    types.put("AWS::Events::Rule", new RuleType(functions, settings));
    types.put("AWS::Scheduler::Schedule", new ScheduleType(functions, settings));
    addAccepted(settings);
  }

  private void addAccepted(LocalSettings settings) {
    accept(
        "AWS::S3::BucketPolicy",
        "Bucket",
        PropertyNames.honouring("Bucket").ignoring("PolicyDocument"),
        made -> made);
    accept(
        "AWS::SNS::TopicPolicy",
        "",
        PropertyNames.honouring().ignoring("PolicyDocument", "Topics"),
        made -> made);
    accept(
        "AWS::SQS::QueuePolicy",
        "",
        PropertyNames.honouring().ignoring("PolicyDocument", "Queues"),
        made -> made);
    accept(
        "AWS::IAM::Role",
        "RoleName",
        PropertyNames.honouring("RoleName")
            .ignoring(
                "AssumeRolePolicyDocument",
                "Policies",
                "ManagedPolicyArns",
                "Description",
                "MaxSessionDuration",
                "Path",
                "PermissionsBoundary",
                "Tags"),
        made ->
            made.with("Arn", iamArn(settings, "role/" + made.physicalId()))
                .with("RoleId", "AROALOCAL"));
    accept(
        "AWS::IAM::Policy",
        "PolicyName",
        PropertyNames.honouring("PolicyName")
            .ignoring("PolicyDocument", "Roles", "Users", "Groups"),
        made -> made);
    accept(
        "AWS::IAM::ManagedPolicy",
        "ManagedPolicyName",
        PropertyNames.honouring("ManagedPolicyName")
            .ignoring("PolicyDocument", "Description", "Path", "Roles", "Users", "Groups"),
        made -> {
          String arn = iamArn(settings, "policy/" + made.physicalId());
          return Provisioned.of(arn).with("PolicyArn", arn);
        });
    accept(
        "AWS::Logs::LogGroup",
        "LogGroupName",
        PropertyNames.honouring("LogGroupName")
            .ignoring(
                "RetentionInDays", "KmsKeyId", "LogGroupClass", "DataProtectionPolicy", "Tags"),
        made -> made.with("Arn", settings.arn("logs", "log-group:" + made.physicalId() + ":*")));
    types.put(
        "AWS::CloudWatch::Alarm",
        new AcceptedType(
            AlarmRules.PROPERTIES,
            "AlarmName",
            made -> made.with("Arn", settings.arn("cloudwatch", "alarm:" + made.physicalId())),
            AlarmRules::check));
    types.put(
        "AWS::CloudWatch::Dashboard",
        new AcceptedType(
            DashboardRules.PROPERTIES, "DashboardName", made -> made, DashboardRules::check));
  }

  private static String iamArn(LocalSettings settings, String resource) {
    return "arn:aws:iam::" + settings.accountId() + ":" + resource;
  }

  private void accept(
      String type, String nameProperty, PropertyNames properties, AcceptedType.Naming naming) {
    types.put(type, new AcceptedType(properties, nameProperty, naming, request -> {}));
  }

  /** Refuses by name what a template asks for and nobody here does. */
  void check(Template template) {
    for (Resource resource : template.resources().values()) {
      type(resource.logicalId(), resource.type()).properties().check(resource);
    }
  }

  ResourceType type(String logicalId, String name) {
    if (name.startsWith("Custom::")) {
      return custom;
    }
    ResourceType type = types.get(name);
    if (type == null) {
      throw new TemplateException(
          "Resource " + logicalId + ": the type " + name + " is not supported");
    }
    return type;
  }
}
