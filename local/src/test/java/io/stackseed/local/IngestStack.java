package io.stackseed.local;

import io.stackseed.aws.AwsServices;
import io.stackseed.aws.Environment;
import io.stackseed.local.lambda.FunctionUsage;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.Stack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;

/** {@code templates/ingest.yaml}, deployed as it is. */
public record IngestStack(EmbeddedServices services, CloudFormation cloudFormation, Stack stack) {

  /** Its name, from which its exports have theirs. */
  public static final String NAME = "data-ingest";

  public static final Path TEMPLATE = Path.of("../templates/ingest.yaml");

  static IngestStack deploy(EmbeddedServices services, CloudFormation cloudFormation) {
    return new IngestStack(
        services,
        cloudFormation,
        cloudFormation.create(NAME, TEMPLATE, parameters(services)).orThrow());
  }

  /** The one parameter that differs from an account's: where the stand-in takes its answers. */
  public static Map<String, String> parameters(EmbeddedServices services) {
    return Map.of("ExtraResponseHosts", services.endpoints().s3().getAuthority());
  }

  public String bucket() {
    return stack.output("IngestBucketName");
  }

  public String topicArn() {
    return stack.output("IngestTopicArn");
  }

  public String progressTable() {
    return stack.output("ProgressTableName");
  }

  /** Puts a file into the ingest bucket and returns its version. */
  public String upload(String key, byte[] bytes) {
    return services
        .s3()
        .putObject(put -> put.bucket(bucket()).key(key), RequestBody.fromBytes(bytes))
        .versionId();
  }

  /** What a function has done, by its logical id. */
  public FunctionUsage usage(String function) {
    return cloudFormation.functions().usage(stack.physicalId(function));
  }

  /** The ports as the functions have them. */
  public AwsServices ports() {
    return ports(services);
  }

  /** The ports with the variables that every function of the embedded account gets. */
  public static AwsServices ports(EmbeddedServices services) {
    Map<String, String> variables = new HashMap<>(services.endpoints().environment());
    variables.put("AWS_REGION", services.settings().region());
    variables.put("AWS_ACCESS_KEY_ID", EmbeddedServices.ACCESS_KEY_ID);
    variables.put("AWS_SECRET_ACCESS_KEY", EmbeddedServices.SECRET_ACCESS_KEY);
    variables.put("AWS_SESSION_TOKEN", "any");
    return new AwsServices(new Environment(variables));
  }
}
