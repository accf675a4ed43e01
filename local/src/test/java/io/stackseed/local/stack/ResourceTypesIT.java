package io.stackseed.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.template.Template;
import io.stackseed.local.template.TemplateException;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@ExtendWith(EmbeddedAccount.class)
class ResourceTypesIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {A: {Type: 'AWS::EC2::Instance'}}                              | Resource A: the type AWS::EC2::Instance is not supported
          {A: {Type: 'AWS::SQS::Queue', Properties: {FifoQueue: true}}}  | Resource A: the property FifoQueue of AWS::SQS::Queue is not supported
          {A: {Type: 'AWS::DynamoDB::Table', Properties: {Replicas: 1}}} | Resource A: the property Replicas of AWS::DynamoDB::Table is not supported
          {A: {Type: 'AWS::Lambda::Function', Properties: {Layers: []}}} | Resource A: the property Layers of AWS::Lambda::Function is not supported
          {A: {Type: 'AWS::CloudFormation::WaitConditionHandle', Properties: {A: 1}}} | Resource A: the property A of AWS::CloudFormation::WaitConditionHandle is not supported
          """)
  void whatNobodyHereDoesIsRefusedByName(
      String resources, String message, CloudFormation cloudFormation) {
    Template template = Template.parse("{Resources: " + resources + "}");
    assertThatThrownBy(() -> cloudFormation.create("unsupported", template, Map.of()))
        .isInstanceOf(TemplateException.class)
        .hasMessage(message);
    assertThat(cloudFormation.stack("unsupported")).isEmpty();
  }

  @Test
  void aNestedPropertyThatIsNotSupportedFailsTheStackByName(CloudFormation cloudFormation) {
    Template template =
        Template.parse(
            """
            Resources:
              First: {Type: AWS::SNS::Topic}
              Queue:
                Type: AWS::SQS::Queue
                DependsOn: First
                Properties: {RedrivePolicy: {maxReceives: 3}}
            """);
    Stack stack = cloudFormation.create("nested", template, Map.of());
    assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    assertThat(stack.reason())
        .isEqualTo("RedrivePolicy.maxReceives of AWS::SQS::Queue is not supported");
    assertThat(stack.resources()).isEmpty();
    assertThatThrownBy(stack::orThrow)
        .isInstanceOf(StackFailedException.class)
        .hasMessage(
            "Stack nested is ROLLBACK_COMPLETE: RedrivePolicy.maxReceives of AWS::SQS::Queue is"
                + " not supported");
    cloudFormation.delete("nested").orThrow();
  }

  @Test
  void aHandlerThatIsNotOnTheClassPathFailsTheStackByName(CloudFormation cloudFormation) {
    Template template =
        Template.parse(
            """
            Resources:
              Function:
                Type: AWS::Lambda::Function
                Properties:
                  Runtime: java17
                  Handler: io.example.Missing::handle
                  Code: x.jar
            """);
    assertThat(cloudFormation.create("missing", template, Map.of()).reason())
        .isEqualTo(
            "Handler io.example.Missing::handle: the class io.example.Missing is not on the class"
                + " path");
    cloudFormation.delete("missing").orThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FlexibleTimeWindow: {Mode: FLEXIBLE}, Target: {Arn: a, RoleArn: r}                               | FlexibleTimeWindow.Mode 'FLEXIBLE' is not supported, only OFF
          Target: {Arn: a, RoleArn: r}                                                                     | FlexibleTimeWindow.Mode 'missing' is not supported, only OFF
          FlexibleTimeWindow: {Mode: 'OFF'}, Target: {Arn: a}                                              | Target.RoleArn is required
          FlexibleTimeWindow: {Mode: 'OFF'}, Target: {Arn: a, RoleArn: r, DeadLetterConfig: {Arn: q}}      | Target.DeadLetterConfig of AWS::Scheduler::Schedule is not supported
          FlexibleTimeWindow: {Mode: 'OFF'}, Target: {Arn: a, RoleArn: r, RetryPolicy: {MaximumEventAgeInSeconds: 59}} | Target.RetryPolicy.MaximumEventAgeInSeconds 59 is not within 60 to 86400
          """)
  void aScheduleThatTheSchedulerWouldRefuseFailsTheStackByName(
      String properties, String reason, CloudFormation cloudFormation) {
    Template template =
        Template.parse(
            "{Resources: {A: {Type: 'AWS::Scheduler::Schedule', Properties:"
                + " {ScheduleExpression: rate(1 minute), "
                + properties
                + "}}}}");
    assertThat(cloudFormation.create("schedule", template, Map.of()).reason()).isEqualTo(reason);
    cloudFormation.delete("schedule").orThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Threshold: 1, MetricName: m, Namespace: n, Period: 60, Statistic: Sum, EvaluationPeriods: 1 | Property ComparisonOperator is required for AWS::CloudWatch::Alarm
          ComparisonOperator: Above                                          | ComparisonOperator 'Above' is not supported
          ComparisonOperator: LessThanThreshold, TreatMissingData: bad       | TreatMissingData 'bad' is not supported
          ComparisonOperator: LessThanThreshold, Threshold: much             | Threshold: 'much' is not a number
          ComparisonOperator: LessThanThreshold, Threshold: 1, EvaluationPeriods: 2, DatapointsToAlarm: 3 | 3 datapoints of 2 periods cannot raise an alarm
          ComparisonOperator: LessThanThreshold, Threshold: 1, EvaluationPeriods: 1 | An alarm is on one of MetricName and Metrics
          ComparisonOperator: LessThanThreshold, Threshold: 1, EvaluationPeriods: 1, MetricName: m, Namespace: n, Period: 60 | An alarm has one of Statistic and ExtendedStatistic
          ComparisonOperator: LessThanThreshold, Threshold: 1, EvaluationPeriods: 1, MetricName: m, Namespace: n, Period: 45, Statistic: Sum | 1 periods of 45 s are not supported
          ComparisonOperator: LessThanThreshold, Threshold: 1, EvaluationPeriods: 25, MetricName: m, Namespace: n, Period: 3600, Statistic: Sum | 25 periods of 3600 s are not supported
          ComparisonOperator: LessThanThreshold, Threshold: 1, EvaluationPeriods: 1, MetricName: m, Namespace: n, Period: 60, Statistic: Sum, Dimensions: [{Name: a}] | A dimension has a Name and a Value: {"Name":"a"}
          ComparisonOperator: LessThanThreshold, Threshold: 1, EvaluationPeriods: 1, Metrics: [], Period: 60 | An alarm on Metrics has no Period
          ComparisonOperator: LessThanThreshold, Threshold: 1, EvaluationPeriods: 1, Metrics: [{Id: A, Expression: b}] | Metrics: 'A' is no Id, or that of another
          ComparisonOperator: LessThanThreshold, Threshold: 1, EvaluationPeriods: 1, Metrics: [{Id: a}] | Metrics: a has one of MetricStat and Expression
          ComparisonOperator: LessThanThreshold, Threshold: 1, EvaluationPeriods: 1, Metrics: [{Id: a, Expression: x}, {Id: b, Expression: y}] | Metrics: 2 of them return data, not one
          """)
  void anAlarmThatCloudWatchWouldRefuseFailsTheStackByName(
      String properties, String reason, CloudFormation cloudFormation) {
    assertRefused("AWS::CloudWatch::Alarm", properties, reason, cloudFormation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          DashboardName: a b, DashboardBody: x | DashboardName 'a b' is not supported
          DashboardBody: '{}'                  | DashboardBody has no widgets
          DashboardBody: '{"widgets":[{"type":"pie"}]}' | DashboardBody: widgets[0] is of the type 'pie', which is not supported
          DashboardBody: '{"widgets":[{"type":"text","x":20}]}' | DashboardBody: widgets[0] is not within the grid
          DashboardBody: '{"widgets":[{"type":"text"}]}' | DashboardBody: widgets[0] has no markdown
          DashboardBody: '{"widgets":[{"type":"alarm","properties":{"alarms":["a"]}}]}' | DashboardBody: widgets[0] has no alarms
          DashboardBody: '{"widgets":[{"type":"metric","properties":{}}]}' | DashboardBody: widgets[0] has no region
          DashboardBody: '{"widgets":[{"type":"metric","properties":{"region":"r"}}]}' | DashboardBody: widgets[0] has no metrics
          DashboardBody: '{"widgets":[{"type":"metric","properties":{"region":"r","metrics":[["n","m","d"]]}}]}' | DashboardBody: widgets[0] has neither a metric nor an expression in ["n","m","d"]
          DashboardBody: '{"widgets":[{"type":"metric","properties":{"region":"r","metrics":[["n","m",{"id":"a"}],[{"id":"a","expression":"a"}]]}}]}' | DashboardBody: widgets[0] has two metrics of the id a
          """)
  void aDashboardThatCloudWatchWouldRefuseFailsTheStackByName(
      String properties, String reason, CloudFormation cloudFormation) {
    assertRefused("AWS::CloudWatch::Dashboard", properties, reason, cloudFormation);
  }

  private static void assertRefused(
      String type, String properties, String reason, CloudFormation cloudFormation) {
    Template template =
        Template.parse(
            "{Resources: {A: {Type: '%s', Properties: {%s}}}}".formatted(type, properties));
    assertThat(cloudFormation.create("refused", template, Map.of()).reason()).isEqualTo(reason);
    cloudFormation.delete("refused").orThrow();
  }

  @Test
  void aFunctionThatMayNeverRunIsRefused(CloudFormation cloudFormation) {
    Template template =
        Template.parse(
            """
            Resources:
              Function:
                Type: AWS::Lambda::Function
                Properties:
                  FunctionName: stopped
                  Runtime: java17
                  Handler: io.stackseed.local.toys.Responder::handle
                  Code: x.jar
                  ReservedConcurrentExecutions: 0
            """);
    assertThat(cloudFormation.create("stopped", template, Map.of()).reason())
        .isEqualTo(
            "Function stopped: ReservedConcurrentExecutions of 0, which stops it, is not"
                + " supported");
    cloudFormation.delete("stopped").orThrow();
  }

  @Test
  void aBucketKeepsVersions(EmbeddedServices services, CloudFormation cloudFormation) {
    Template template =
        Template.parse(
            """
            Resources:
              Bucket:
                Type: AWS::S3::Bucket
                Properties:
                  VersioningConfiguration: {Status: Enabled}
            """);
    Stack stack = cloudFormation.create("versions", template, Map.of()).orThrow();
    String bucket = stack.physicalId("Bucket");
    String first = put(services, bucket, "one");
    String second = put(services, bucket, "two");

    assertThat(first).isNotEqualTo(second);
    assertThat(
            services
                .s3()
                .getObjectAsBytes(get -> get.bucket(bucket).key("k").versionId(first))
                .asUtf8String())
        .isEqualTo("one");
    assertThat(services.s3().getObjectAsBytes(get -> get.bucket(bucket).key("k")).asUtf8String())
        .isEqualTo("two");

    assertThat(cloudFormation.delete("versions").status()).isEqualTo(StackStatus.DELETE_FAILED);
    for (ObjectVersion version :
        services.s3().listObjectVersions(list -> list.bucket(bucket)).versions()) {
      services
          .s3()
          .deleteObject(delete -> delete.bucket(bucket).key("k").versionId(version.versionId()));
    }
    cloudFormation.delete("versions").orThrow();
  }

  private static String put(EmbeddedServices services, String bucket, String content) {
    return services
        .s3()
        .putObject(put -> put.bucket(bucket).key("k"), RequestBody.fromString(content))
        .versionId();
  }

  @Test
  void aQueueAndATableAreAsDeclared(EmbeddedServices services, CloudFormation cloudFormation) {
    Template template =
        Template.parse(
            """
            Resources:
              Dead: {Type: AWS::SQS::Queue}
              Queue:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: declared
                  VisibilityTimeout: 77
                  MessageRetentionPeriod: 1000
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: declared
                  AttributeDefinitions:
                    - {AttributeName: p, AttributeType: S}
                    - {AttributeName: s, AttributeType: N}
                    - {AttributeName: g, AttributeType: B}
                  KeySchema:
                    - {AttributeName: p, KeyType: HASH}
                    - {AttributeName: s, KeyType: RANGE}
                  GlobalSecondaryIndexes:
                    - IndexName: by-g
                      KeySchema: [{AttributeName: g, KeyType: HASH}]
                      Projection: {ProjectionType: KEYS_ONLY}
                  BillingMode: PAY_PER_REQUEST
            Outputs:
              QueueArn: {Value: !GetAtt Queue.Arn}
              TableArn: {Value: !GetAtt Table.Arn}
            """);
    Stack stack = cloudFormation.create("declared", template, Map.of()).orThrow();

    Map<QueueAttributeName, String> attributes =
        services
            .sqs()
            .getQueueAttributes(
                get ->
                    get.queueUrl(stack.physicalId("Queue")).attributeNames(QueueAttributeName.ALL))
            .attributes();
    assertThat(attributes)
        .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "77")
        .containsEntry(QueueAttributeName.QUEUE_ARN, stack.output("QueueArn"));
    assertThat(stack.output("QueueArn")).isEqualTo("arn:aws:sqs:eu-west-1:000000000000:declared");
    TableDescription table =
        services.dynamoDb().describeTable(describe -> describe.tableName("declared")).table();
    assertThat(table.keySchema().stream().map(key -> key.attributeName()).toList())
        .containsExactly("p", "s");
    assertThat(
            table.globalSecondaryIndexes().stream()
                .map(index -> index.indexName())
                .collect(Collectors.toSet()))
        .containsExactly("by-g");
    assertThat(stack.output("TableArn"))
        .isEqualTo("arn:aws:dynamodb:eu-west-1:000000000000:table/declared");
    cloudFormation.delete("declared").orThrow();
  }
}
