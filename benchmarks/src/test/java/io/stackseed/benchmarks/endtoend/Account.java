package io.stackseed.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.aws.AwsServices;
import io.stackseed.benchmarks.Checksum;
import io.stackseed.local.services.EmbeddedServices;
import io.stackseed.local.stack.CloudFormation;
import io.stackseed.local.stack.Stack;
import io.stackseed.run.RunState;
import io.stackseed.run.RunStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The embedded services with {@code templates/ingest.yaml} deployed, as {@code demo} has them. */
public final class Account implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  /** Most of a mebibyte, which is a page. */
  private static final long ORDERS_OF_A_SEGMENT = 2_500;

  private final EmbeddedServices services;
  private final CloudFormation cloudFormation;
  private final Stack stack;
  private final HttpClient http = HttpClient.newHttpClient();

  private Account(EmbeddedServices services, CloudFormation cloudFormation, Stack stack) {
    this.services = services;
    this.cloudFormation = cloudFormation;
    this.stack = stack;
  }

  /**
   * Starts and deploys.
   *
   * @param template of the ingest stack
   */
  public static Account start(Path template) {
    EmbeddedServices services = EmbeddedServices.start();
    try {
      CloudFormation cloudFormation = new CloudFormation(services);
      Stack stack =
          cloudFormation
              .create(
                  "data-ingest",
                  template,
                  Map.of("ExtraResponseHosts", services.endpoints().s3().getAuthority()))
              .orThrow();
      return new Account(services, cloudFormation, stack);
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  public DynamoDbClient dynamoDb() {
    return services.dynamoDb();
  }

  URI dynamoDbEndpoint() {
    return services.endpoints().dynamoDb();
  }

  /** A table of orders, empty, under a name of its own. */
  String newTable() {
    String name = "orders-" + UUID.randomUUID();
    dynamoDb()
        .createTable(
            create ->
                create
                    .tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(text("customerId"), text("orderId"))
                    .keySchema(key("customerId", KeyType.HASH), key("orderId", KeyType.RANGE)));
    return name;
  }

  /** A table like the stack's progress table, which the stack's functions do not look at. */
  public String newProgressTable() {
    String name = "progress-" + UUID.randomUUID();
    TableDescription declared =
        dynamoDb().describeTable(request -> request.tableName(progressTable())).table();
    dynamoDb()
        .createTable(
            create ->
                create
                    .tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(declared.attributeDefinitions())
                    .keySchema(declared.keySchema())
                    .globalSecondaryIndexes(
                        declared.globalSecondaryIndexes().stream()
                            .map(
                                index ->
                                    GlobalSecondaryIndex.builder()
                                        .indexName(index.indexName())
                                        .keySchema(index.keySchema())
                                        .projection(index.projection())
                                        .build())
                            .toList()));
    return name;
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  public void delete(String table) {
    dynamoDb().deleteTable(delete -> delete.tableName(table));
  }

  void upload(String key, byte[] bytes) {
    services
        .s3()
        .putObject(
            put -> put.bucket(stack.output("IngestBucketName")).key(key),
            RequestBody.fromBytes(bytes));
  }

  /**
   * Publishes a request and waits for its run to end.
   *
   * @throws IllegalStateException if the run does not succeed
   */
  void seed(String key, String table) throws IOException, InterruptedException {
    List<String> before = runIds();
    publish(
        "{\"RequestType\":\"Create\",\"ResourceProperties\":{\"TargetTable\":\"%s\",\"DataIngestFile\":\"%s\"}}"
            .formatted(table, key));
    awaitEnd(newRun(before));
  }

  private String newRun(List<String> before) throws InterruptedException {
    while (true) {
      Optional<String> run = runIds().stream().filter(id -> !before.contains(id)).findFirst();
      if (run.isPresent()) {
        return run.get();
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private void awaitEnd(String run) throws InterruptedException {
    RunStore runs = AwsServices.runStore(dynamoDb(), progressTable());
    RunState state = runs.progress(run).state();
    while (state.isLive()) {
      Thread.sleep(POLL.toMillis());
      state = runs.progress(run).state();
    }
    if (state != RunState.SUCCEEDED) {
      throw new IllegalStateException("the run ended as " + state);
    }
  }

  private List<String> runIds() {
    return AwsServices.runDirectory(dynamoDb(), progressTable()).runIds("").toList();
  }

  private String progressTable() {
    return stack.output("ProgressTableName");
  }

  private void publish(String message) throws IOException, InterruptedException {
    String form =
        "Action=Publish&Version=2010-03-31&TopicArn=%s&Message=%s"
            .formatted(
                URLEncoder.encode(stack.output("IngestTopicArn"), UTF_8),
                URLEncoder.encode(message, UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(services.endpoints().sns())
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("the topic answers " + response.body());
    }
  }

  /**
   * Reads the whole table, in segments that come in a page or two: the embedded DynamoDB goes
   * through all that is left of a segment for each of its pages.
   *
   * @throws IllegalStateException if it is not exactly the orders
   */
  void requireAll(String table, Orders orders) {
    int segments = (int) (1 + orders.count() / ORDERS_OF_A_SEGMENT);
    long items = 0;
    long checksum = 0;
    for (int segment = 0; segment < segments; segment++) {
      for (Map<String, AttributeValue> item : items(table, segment, segments)) {
        items++;
        checksum +=
            Checksum.of(
                attribute(item, "customerId").s(),
                attribute(item, "orderId").s(),
                attribute(attribute(item, "total").m(), "amount").n());
      }
    }
    if (items != orders.count() || checksum != orders.checksum()) {
      throw new IllegalStateException(
          "of %,d orders %,d are there, checksum %x and not %x"
              .formatted(orders.count(), items, checksum, orders.checksum()));
    }
  }

  private Iterable<Map<String, AttributeValue>> items(String table, int segment, int segments) {
    return dynamoDb()
        .scanPaginator(
            scan ->
                scan.tableName(table)
                    .segment(segment)
                    .totalSegments(segments)
                    .consistentRead(true)
                    .projectionExpression("customerId, orderId, #total.amount")
                    .expressionAttributeNames(Map.of("#total", "total")))
        .items();
  }

  private static AttributeValue attribute(Map<String, AttributeValue> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name), name);
  }

  @Override
  public void close() {
    cloudFormation.close();
    services.close();
  }
}
