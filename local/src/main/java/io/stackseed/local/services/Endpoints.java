package io.stackseed.local.services;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where each embedded service listens: plain HTTP on loopback, no path. */
public record Endpoints(URI sns, URI sqs, URI s3, URI dynamoDb, URI secretsManager, URI ssm) {

  /**
   * The variables by which every current AWS SDK and the AWS CLI find the services (<a
   * href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">service-specific
   * endpoints</a>).
   */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL_SNS", sns.toString());
    variables.put("AWS_ENDPOINT_URL_SQS", sqs.toString());
    variables.put("AWS_ENDPOINT_URL_S3", s3.toString());
    variables.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    variables.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secretsManager.toString());
    variables.put("AWS_ENDPOINT_URL_SSM", ssm.toString());
    return variables;
  }
}
