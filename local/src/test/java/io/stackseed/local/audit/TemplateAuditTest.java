package io.stackseed.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.local.BrokenTemplate;
import io.stackseed.local.IngestStack;
import io.stackseed.local.template.Template;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateAuditTest {
  private static final BrokenTemplate INTACT = BrokenTemplate.intact();

  @Test
  void theTemplateFitsTheCodeItDeploys() {
    assertThat(TemplateAudit.problems(Template.read(IngestStack.TEMPLATE))).isEmpty();
  }

  static Stream<Arguments> slips() {
    return Stream.of(
        Arguments.of(
            INTACT.without("ChunksEventSource"),
            "ChunkQueue has 0 event source mappings, not one: nobody takes its messages"),
        Arguments.of(
            INTACT.without("SplitsEventSource"),
            "SplitQueue has 0 event source mappings, not one: nobody takes its messages"),
        Arguments.of(
            INTACT.with("ChunksEventSource", "BatchSize: 1", "BatchSize: 10"),
            "ChunksEventSource: batches of 10 are fetched from ChunkQueue, not single messages"),
        Arguments.of(
            INTACT.with(
                "SplitsEventSource",
                "      FunctionResponseTypes:\n        - ReportBatchItemFailures\n",
                ""),
            "SplitsEventSource does not ReportBatchItemFailures: what fails would be taken for"
                + " done"),
        Arguments.of(
            INTACT.with("SplitQueue", "VisibilityTimeout: 720", "VisibilityTimeout: 719"),
            "SplitQueue: a visibility of 719 s is less than six times SplitsFunction's timeout of"
                + " 120 s"),
        Arguments.of(
            INTACT.with("ChunkQueue", "VisibilityTimeout: 540", "VisibilityTimeout: 720"),
            "ChunkQueue: 5 receives of 720 s do not end within CloudFormation's hour"),
        Arguments.of(
            INTACT.with("ChunkQueue", "maxReceiveCount: 5", "maxReceiveCount: 4"),
            "ChunkQueue: 4 receives are fewer than five"),
        Arguments.of(
            INTACT.without("RequestsPermission"),
            "RequestsSubscription: no AWS::Lambda::Permission lets sns.amazonaws.com invoke"
                + " RequestsFunction for its topic"),
        Arguments.of(
            INTACT.with("RequestsPermission", "sns.amazonaws.com", "events.amazonaws.com"),
            "RequestsSubscription: no AWS::Lambda::Permission lets sns.amazonaws.com invoke"
                + " RequestsFunction for its topic"),
        Arguments.of(
            INTACT.with("RequestsSubscription", "      - RequestsPermission\n", ""),
            "RequestsSubscription does not depend on RequestsPermission"),
        Arguments.of(
            INTACT.with(
                "RequestsSubscription",
                """
                      RedrivePolicy:
                        deadLetterTargetArn: !GetAtt RequestFailureQueue.Arn
                """,
                ""),
            "RequestsSubscription has no RedrivePolicy: a request that is refused would be lost"),
        Arguments.of(
            INTACT.with("ChunksFunction", "PROGRESS_TABLE:", "PROGRES_TABLE:"),
            "ChunksFunction: the variable PROGRESS_TABLE is read and not set"),
        Arguments.of(
            INTACT.with("ChunksFunction", "PROGRESS_TABLE:", "PROGRES_TABLE:"),
            "ChunksFunction: the variable PROGRES_TABLE is set and not read"),
        Arguments.of(
            INTACT.with("RequestsFunction", "RequestsHandler", "RequestHandler"),
            "RequestsFunction: the handler is io.stackseed.dispatcher.RequestHandler, not"
                + " io.stackseed.dispatcher.RequestsHandler"),
        Arguments.of(
            INTACT.with("ChunksRole", "${IngestBucket.Arn}/rejects/*", "${IngestBucket.Arn}/*"),
            "the role of ChunksFunction does not grant s3:PutObject on rejects"),
        Arguments.of(
            INTACT.with("ChunksRole", "${IngestBucket.Arn}/rejects/*", "${IngestBucket.Arn}/*"),
            "the role of ChunksFunction grants s3:PutObject on source, which is not called"),
        Arguments.of(
            INTACT.with("SplitsRole", "${IngestBucket.Arn}/staging/*", "${IngestBucket.Arn}/*"),
            "the role of SplitsFunction does not grant s3:PutObject on staging"),
        Arguments.of(
            INTACT.with("SplitsRole", "${IngestBucket.Arn}/staging/*", "${IngestBucket.Arn}/*"),
            "the role of SplitsFunction grants s3:PutObject on source, which is not called"),
        Arguments.of(
            INTACT.with("ChunksRole", "                  - dynamodb:ConditionCheckItem\n", ""),
            "the role of ChunksFunction does not grant dynamodb:ConditionCheckItem on"
                + " ProgressTable"),
        Arguments.of(
            INTACT.with("RequestsRole", "dynamodb:DescribeTable", "dynamodb:DeleteTable"),
            "the role of RequestsFunction grants dynamodb:DeleteTable on target, which is not"
                + " called"),
        Arguments.of(
            INTACT.with("ChunksRole", "                    - ssm:GetParameter\n", ""),
            "the role of ChunksFunction does not grant ssm:GetParameter on hash key"),
        Arguments.of(
            INTACT.with("RequestsRole", "ssm:GetParameter\n", "ssm:GetParameters\n"),
            "the role of RequestsFunction grants ssm:GetParameters on hash key, which is not"
                + " called"),
        Arguments.of(
            INTACT.with("RequestsFunction", "          HASH_KEY_ARN: !Ref HashKeyArn\n", ""),
            "RequestsFunction: the variable HASH_KEY_ARN is read and not set"),
        Arguments.of(
            INTACT.without("RescueEventSource"),
            "RequestFailureQueue has 0 event source mappings, not one: nobody takes its messages"),
        Arguments.of(
            INTACT.with("RequestFailureQueue", "VisibilityTimeout: 360", "VisibilityTimeout: 60"),
            "RequestFailureQueue: a visibility of 60 s is less than six times RescueFunction's"
                + " timeout of 60 s"),
        Arguments.of(
            INTACT.with("RescueFunction", "TOPIC_ARN:", "TOPIC:"),
            "RescueFunction: the variable TOPIC_ARN is read and not set"),
        Arguments.of(
            INTACT.with("RescueRole", "                  - sqs:DeleteMessage\n", ""),
            "the role of RescueFunction does not grant sqs:DeleteMessage on RequestFailureQueue"),
        Arguments.of(
            INTACT.without("WatchdogSchedule"),
            "WatchdogFunction has no schedule: nothing would wake it"),
        Arguments.of(
            INTACT.with(
                "WatchdogScheduleRole",
                "Resource: !GetAtt WatchdogFunction.Arn",
                "Resource: !GetAtt RescueFunction.Arn"),
            "WatchdogSchedule: its role does not let it invoke WatchdogFunction"),
        Arguments.of(
            INTACT.with("WatchdogSchedule", "MaximumRetryAttempts: 0", "MaximumRetryAttempts: 3"),
            "WatchdogSchedule tries old ticks again"),
        Arguments.of(
            INTACT.without("WatchdogInvokeConfig"),
            "WatchdogFunction is tried again when it fails, on an old tick"),
        Arguments.of(
            INTACT.with("WatchdogRole", "index/OpenRuns", "index/OpenRun"),
            "ProgressTable has no index OpenRun"),
        Arguments.of(
            INTACT.with(
                "ChunksRole",
                "                  - dynamodb:PutItem\n",
                "                  - dynamodb:*\n"),
            "ChunksRole allows \"dynamodb:*\", not one action"),
        Arguments.of(
            INTACT.with("RescueRole", "Resource: !GetAtt RescueLogGroup.Arn", "Resource: \"*\""),
            "RescueRole allows something on every resource"),
        Arguments.of(
            INTACT.with(
                "IngestTopicPolicy",
                "AWS: !Sub \"arn:${AWS::Partition}:iam::${AWS::AccountId}:root\"",
                "AWS: \"*\""),
            "IngestTopicPolicy allows something to everybody"),
        Arguments.of(
            INTACT
                .with("ChunksRole", "                  - dynamodb:PartiQLInsert\n", "")
                .with(
                    "ChunksRole",
                    "                  - dynamodb:BatchWriteItem\n                  - dynamodb:PutItem\n                  - dynamodb:DeleteItem\n",
                    "                  - dynamodb:PutItem\n"),
            "ChunksRole may ask dynamodb:BatchWriteItem of the progress table as a target"),
        Arguments.of(
            INTACT.with("WatchdogScheduleRole", "      Path: !Ref RolePath\n", ""),
            "WatchdogScheduleRole is not in the path RolePath"),
        Arguments.of(
            INTACT.with("SplitsRole", "!Ref PermissionsBoundaryArn", "!Ref AWS::NoValue"),
            "SplitsRole is not bounded by PermissionsBoundaryArn"),
        Arguments.of(
            INTACT.with("RescueRole", "Sub \"sqs.${AWS::Region}", "Sub \"s3.${AWS::Region}"),
            "the role of RescueFunction does not grant kms:Decrypt on data key through sqs"),
        Arguments.of(
            INTACT.with(
                "SplitsRole",
                "Action: kms:Decrypt\n                  Resource: !Ref FurtherKmsKeyArns",
                "Action: kms:Encrypt\n                  Resource: !Ref FurtherKmsKeyArns"),
            "the role of SplitsFunction grants kms:Encrypt on further keys through s3, which is not called"),
        Arguments.of(
            INTACT.with(
                "IngestTopic", "    Properties:\n", "    Properties:\n      TopicName: ingest\n"),
            "IngestTopic: a change of TopicName would replace it"),
        Arguments.of(
            INTACT.with(
                "IngestTopic", "    Properties:\n", "    Condition: HasDataKey\n    Properties:\n"),
            "IngestTopic: its condition may turn"),
        Arguments.of(
            new BrokenTemplate(
                INTACT
                    .text()
                    .replace(
                        "IngestTopic:\n    Type: AWS::SNS::Topic\n",
                        "RequestTopic:\n    Type: AWS::SNS::Topic\n")),
            "IngestTopic is no longer there: it would be replaced"),
        Arguments.of(
            INTACT.with(
                "ProgressTable",
                "AttributeName: pk\n          KeyType",
                "AttributeName: !Ref LogLevel\n          KeyType"),
            "ProgressTable: KeySchema is not constant"),
        Arguments.of(
            INTACT.with(
                "ProgressTable", "DeletionPolicy: RetainExceptOnCreate", "DeletionPolicy: Delete"),
            "ProgressTable goes with the stack, and what it holds with it"),
        Arguments.of(
            INTACT.with("CounterDriftAlarm", "MetricName: CounterDrift", "MetricName: CountDrift"),
            "CounterDriftAlarm: nobody emits CountDrift with the dimensions [IngestStack]"),
        Arguments.of(
            INTACT.with("HeartbeatMissingAlarm", "Name: IngestStack", "Name: StackName"),
            "HeartbeatMissingAlarm: nobody emits Heartbeat with the dimensions [StackName]"),
        Arguments.of(
            INTACT.with("HeartbeatMissingAlarm", "!Ref AWS::StackName", "data-ingest"),
            "HeartbeatMissingAlarm: Heartbeat is not of this stack"),
        Arguments.of(
            INTACT.with(
                "ChunkDeadLettersAlarm",
                "!GetAtt ChunkDeadLetterQueue.QueueName",
                "!Ref IngestBucket"),
            "ChunkDeadLettersAlarm: there is no metric ApproximateNumberOfMessagesVisible of AWS/SQS QueueName AWS::S3::Bucket"),
        Arguments.of(
            INTACT.without("SplitDeadLettersAlarm"),
            "SplitDeadLetterQueue: nobody is told of what ends here"),
        Arguments.of(
            INTACT.without("SplitDeadLettersAlarm"),
            "no alarm points at the section split-dead-letters"),
        Arguments.of(
            INTACT.with("RunOverdueAlarm", "#run-overdue", "#run-late"),
            "RunOverdueAlarm: the section run-late is not there, or another alarm's"),
        Arguments.of(
            INTACT.with(
                "RunOverdueAlarm",
                "      OKActions: !If [HasAlarmTopic, [!Ref AlarmTopicArn], !Ref AWS::NoValue]\n",
                ""),
            "RunOverdueAlarm: OKActions do not tell AlarmTopicArn"),
        Arguments.of(
            INTACT.with("Dashboard", "\"OpenRuns\"", "\"RunsOpen\""),
            "the widget 'Open runs': nobody emits RunsOpen with the dimensions [IngestStack]"),
        Arguments.of(
            INTACT.with("Dashboard", "\"OpenRuns\"", "\"RunsOpen\""),
            "the dashboard does not show OpenRuns"),
        Arguments.of(
            INTACT.with(
                "Dashboard", "MetricName=\\\"WriteUnits\\\"", "MetricName=\\\"Heartbeat\\\""),
            "the widget 'Write units a second, by table': nobody emits Heartbeat with the dimensions"
                + " [IngestStack, TargetTable]"),
        Arguments.of(
            INTACT.with("Dashboard", "${FunctionErrorsAlarm.Arn}", "${FunctionThrottlesAlarm.Arn}"),
            "the dashboard does not show FunctionErrorsAlarm"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("slips")
  void everySlipIsNamed(BrokenTemplate broken, String problem) {
    assertThat(TemplateAudit.problems(Template.parse(broken.text()))).contains(problem);
  }
}
