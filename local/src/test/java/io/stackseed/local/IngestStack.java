package io.stackseed.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stackseed.aws.AwsServices;
import io.stackseed.aws.Environment;
import io.stackseed.local.lambda.Crashes;
import io.stackseed.local.lambda.FunctionUsage;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.Stack;
import io.stackseed.local.template.Template;
import io.stackseed.run.Run;
import io.stackseed.run.RunStore;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code templates/ingest.yaml}, deployed as it is. */
public record IngestStack(EmbeddedServices services, CloudFormation cloudFormation, Stack stack) {

  /** Its name, from which its exports have theirs. */
  public static final String NAME = "data-ingest";

  /** What the secret holds that the functions hash with. */
  public static final String HASH_KEY = "a key that the embedded account hashes with";

  public static final Path TEMPLATE = Path.of("../templates/ingest.yaml");

  static IngestStack deploy(EmbeddedServices services, CloudFormation cloudFormation) {
    return new IngestStack(
        services,
        cloudFormation,
        cloudFormation.create(NAME, TEMPLATE, parameters(services)).orThrow());
  }

  /** Another one, of a template that was changed; the test that deploys it deletes it. */
  public static IngestStack deploy(
      EmbeddedServices services,
      CloudFormation cloudFormation,
      String name,
      BrokenTemplate changed) {
    return new IngestStack(
        services,
        cloudFormation,
        cloudFormation
            .create(name, Template.parse(changed.text()), parameters(services))
            .orThrow());
  }

  /** Where the stand-in takes its answers, which differs from an account's; and a key for Hash. */
  public static Map<String, String> parameters(EmbeddedServices services) {
    return Map.of(
        "ExtraResponseHosts",
        services.endpoints().s3().getAuthority(),
        "HashKeyArn",
        services.secrets().putSecret("hash-key", HASH_KEY));
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

  /** Its functions by their logical ids, to let invocations of them die. */
  public void crash(String function, Crashes crashes) {
    cloudFormation.functions().crash(stack.physicalId(function), crashes);
  }

  /** Puts a file into the ingest bucket and returns its version. */
  public String upload(String key, byte[] bytes) {
    return services
        .s3()
        .putObject(put -> put.bucket(bucket()).key(key), RequestBody.fromBytes(bytes))
        .versionId();
  }

  /** Publishes as CloudFormation or a person does, over HTTP. */
  public void publish(String message) {
    publish(services, topicArn(), message);
  }

  /** As {@link #publish(String)}, to a topic of another stack. */
  public static void publish(EmbeddedServices services, String topicArn, String message) {
    String form =
        "Action=Publish&Version=2010-03-31&TopicArn=%s&Message=%s"
            .formatted(URLEncoder.encode(topicArn, UTF_8), URLEncoder.encode(message, UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(services.endpoints().sns())
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  /** Every run whose stored form the filter takes. */
  public List<Run> runs(Predicate<Run> filter) {
    RunStore store = ports().runStore(progressTable());
    return services
        .dynamoDb()
        .scanPaginator(
            scan ->
                scan.tableName(progressTable())
                    .consistentRead(true)
                    .filterExpression("sk = :run")
                    .expressionAttributeValues(Map.of(":run", AttributeValue.fromS("RUN"))))
        .items()
        .stream()
        .map(item -> store.run(item.get("runId").s()).orElseThrow())
        .filter(filter)
        .toList();
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
