package io.stackseed.local.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stackseed.local.EmbeddedAccount;
import io.stackseed.local.IngestStack;
import io.stackseed.local.stack.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The template with all that is optional. */
@ExtendWith(EmbeddedAccount.class)
class EveryParameterIT {

  private static final String NAME = "every-parameter";
  private static final String DATA_KEY = "arn:aws:kms:us-east-1:000000000000:key/data";
  private static final String TWO_KEYS =
      "arn:aws:kms:us-east-1:000000000000:key/a,arn:aws:kms:us-east-1:000000000000:key/b";
  private static final String BOUNDARY = "arn:aws:iam::000000000000:policy/boundary";
  private static final String ALARMS = "arn:aws:sns:us-east-1:000000000000:oncall";

  @Test
  void keysBoundaryAndAlarmTopicReachWhatTheyAreFor(IngestStack ingest) {
    Map<String, String> parameters = new HashMap<>(IngestStack.parameters(ingest.services()));
    parameters.put("DataKmsKeyArn", DATA_KEY);
    parameters.put("FurtherKmsKeyArns", TWO_KEYS);
    parameters.put("TopicKmsKey", "alias/topic");
    parameters.put("SourceBucketArns", "arn:aws:s3:::one,arn:aws:s3:::two");
    parameters.put("RolePath", "/service/stackseed/");
    parameters.put("PermissionsBoundaryArn", BOUNDARY);
    parameters.put("DispatcherConcurrency", "10");
    parameters.put("LambdaRuntime", "java21");
    parameters.put("AlarmTopicArn", ALARMS);

    Stack stack = ingest.cloudFormation().create(NAME, IngestStack.TEMPLATE, parameters).orThrow();

    List<String> encrypted =
        List.of(
            "/IngestBucket/BucketEncryption/ServerSideEncryptionConfiguration/0"
                + "/ServerSideEncryptionByDefault/KMSMasterKeyID",
            "/ChunkQueue/KmsMasterKeyId",
            "/UnreadableRequestQueue/KmsMasterKeyId",
            "/OutcomeTopic/KmsMasterKeyId",
            "/ProgressTable/SSESpecification/KMSMasterKeyId",
            "/ChunksLogGroup/KmsKeyId");
    assertThat(encrypted).allSatisfy(path -> assertThat(at(stack, path)).isEqualTo(DATA_KEY));
    assertThat(at(stack, "/ChunkQueue/SqsManagedSseEnabled")).isEqualTo("false");
    assertThat(at(stack, "/IngestTopic/KmsMasterKeyId")).isEqualTo("alias/topic");
    for (String role : List.of("RequestsRole", "ChunksRole", "WatchdogScheduleRole")) {
      assertThat(at(stack, "/" + role + "/PermissionsBoundary")).isEqualTo(BOUNDARY);
      assertThat(at(stack, "/" + role + "/Path")).isEqualTo("/service/stackseed/");
    }
    assertThat(statement(stack, "ChunksRole", "DecryptWithDataKey").toString())
        .contains(
            DATA_KEY, "dynamodb." + ingest.services().settings().region() + ".amazonaws.com*");
    assertThat(statement(stack, "ChunksRole", "DecryptWithFurtherKeys").path("Resource"))
        .hasSize(2);
    assertThat(statement(stack, "ChunksRole", "ReadFurtherSources").path("Resource").toString())
        .isEqualTo("[\"arn:aws:s3:::one/*\",\"arn:aws:s3:::two/*\"]");
    assertThat(at(stack, "/CounterDriftAlarm/AlarmActions/0")).isEqualTo(ALARMS);
    assertThat(at(stack, "/Dashboard/DashboardBody"))
        .contains("\"${PROP('Dim.TargetTable')}\"", "IngestStack=\\\"" + NAME + "\\\"");
    ingest.cloudFormation().delete(NAME).orThrow();
  }

  /** A property of a resource, as it was evaluated. */
  private static String at(Stack stack, String path) {
    int end = path.indexOf('/', 1);
    return stack.resource(path.substring(1, end)).properties().at(path.substring(end)).asText();
  }

  private static JsonNode statement(Stack stack, String role, String sid) {
    JsonNode statements =
        stack.resource(role).properties().at("/Policies/0/PolicyDocument/Statement");
    for (JsonNode statement : statements) {
      if (statement.path("Sid").asText().equals(sid)) {
        return statement;
      }
    }
    throw new AssertionError(role + " has no statement " + sid);
  }
}
