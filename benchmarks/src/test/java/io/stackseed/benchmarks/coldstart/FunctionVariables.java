package io.stackseed.benchmarks.coldstart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the template sets for the functions. */
final class FunctionVariables {
  static final String PROGRESS_TABLE = "progress";

  private FunctionVariables() {}

  static Map<String, String> of(String endpoint) {
    Map<String, String> variables = new HashMap<>();
    for (String service : List.of("DYNAMODB", "S3", "SQS", "SNS")) {
      variables.put("AWS_ENDPOINT_URL_" + service, endpoint);
    }
    variables.put("AWS_REGION", "eu-west-1");
    variables.put("AWS_ACCESS_KEY_ID", "id");
    variables.put("AWS_SECRET_ACCESS_KEY", "secret");
    variables.put("AWS_SESSION_TOKEN", "token");
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "function");
    variables.put("LOG_LEVEL", "INFO");
    variables.put("INGEST_STACK", "data-ingest");
    variables.put("OUTCOME_TOPIC_ARN", "arn:aws:sns:eu-west-1:123456789012:outcomes");
    variables.put("TOPIC_ARN", ColdStartFork.TOPIC);
    variables.put("PROGRESS_TABLE", PROGRESS_TABLE);
    variables.put("INGEST_BUCKET", "ingest");
    variables.put("CHUNK_QUEUE_URL", endpoint + "/chunks");
    variables.put("SPLIT_QUEUE_URL", endpoint + "/splits");
    variables.put("HASH_KEY_ARN", "");
    variables.put("EXTRA_RESPONSE_HOSTS", "");
    return variables;
  }
}
