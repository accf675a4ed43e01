package io.stackseed.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.stackseed.local.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class ServeIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StaticCredentialsProvider ANYONE =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("anyone", "anything"));

  /** What the listener was sent. */
  private record Sent(String method, Map<String, List<String>> headers, String body, int bytes) {}

  @Test
  void realClientsUseTheServicesAndARequestIsAnsweredAtTheHostThatWasAllowed(@TempDir Path folder)
      throws Exception {
    CompletableFuture<Sent> sent = new CompletableFuture<>();
    HttpServer listener = listener(sent);
    String host = "localhost:" + listener.getAddress().getPort();
    try (CommandProcess serve =
        CommandProcess.start(folder, "serve", "--json", "--response-host", host)) {
      JsonNode announced = announced(serve);
      assertThat(announced.fieldNames())
          .toIterable()
          .containsExactly(
              "sns",
              "sqs",
              "s3",
              "dynamodb",
              "topicArn",
              "bucket",
              "progressTable",
              "chunkQueueUrl",
              "deadLetterQueueUrl",
              "cloudformation");
      assertThat(serve.errText())
          .contains(
              "  export AWS_ENDPOINT_URL_S3=" + announced.path("s3").asText(),
              "  export AWS_ENDPOINT_URL_CLOUDFORMATION="
                  + announced.path("cloudformation").asText(),
              "  export AWS_REQUEST_CHECKSUM_CALCULATION=when_required",
              "  export STACKSEED_STACK=data-ingest");
      assertEndpointsAnswer(announced);
      makeTableAndFile(announced);

      publish(announced, request("http://" + host + "/answer"));

      assertAnswered(sent.get(60, TimeUnit.SECONDS));
      assertStopsWithinSeconds(serve);
      assertThat(serve.outLines()).hasSize(1);
      serve.assertLeftNothing();
    } finally {
      listener.stop(0);
    }
  }

  private static JsonNode announced(CommandProcess serve) throws Exception {
    String line =
        Await.value(
            "the line on standard output",
            Duration.ofMinutes(2),
            () -> {
              try {
                assertThat(serve.process().isAlive()).as("it runs: " + serve.errText()).isTrue();
                return serve.errText().contains("Serving. Stop it with Ctrl-C.")
                    ? serve.outLines().stream().findFirst()
                    : Optional.empty();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    return JSON.readTree(line);
  }

  private static void assertEndpointsAnswer(JsonNode announced) throws Exception {
    try (SqsClient sqs =
        SqsClient.builder()
            .endpointOverride(uri(announced, "sqs"))
            .region(Region.US_EAST_1)
            .credentialsProvider(ANYONE)
            .httpClient(Apache5HttpClient.create())
            .build()) {
      for (String queue : List.of("chunkQueueUrl", "deadLetterQueueUrl")) {
        assertThat(
                sqs.getQueueAttributes(
                        get ->
                            get.queueUrl(announced.path(queue).asText())
                                .attributeNames(QueueAttributeName.QUEUE_ARN))
                    .attributesAsStrings())
            .containsKey("QueueArn");
      }
    }
    assertThat(post(announced, "Action=ListTopics&Version=2010-03-31"))
        .contains(announced.path("topicArn").asText());
  }

  private static void makeTableAndFile(JsonNode announced) {
    try (S3Client s3 =
            S3Client.builder()
                .endpointOverride(uri(announced, "s3"))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(ANYONE)
                .httpClient(Apache5HttpClient.create())
                .build();
        DynamoDbClient dynamoDb =
            DynamoDbClient.builder()
                .endpointOverride(uri(announced, "dynamodb"))
                .region(Region.US_EAST_1)
                .credentialsProvider(ANYONE)
                .httpClient(Apache5HttpClient.create())
                .build()) {
      s3.putObject(
          put -> put.bucket(announced.path("bucket").asText()).key("names.jsonl"),
          RequestBody.fromString("{\"id\":\"Ørsted\"}\n{\"id\":\"日本\"}\n"));
      assertThat(dynamoDb.listTables().tableNames())
          .containsExactly(announced.path("progressTable").asText());
      dynamoDb.createTable(
          create ->
              create
                  .tableName("Names")
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      AttributeDefinition.builder().attributeName("id").attributeType("S").build())
                  .keySchema(
                      KeySchemaElement.builder()
                          .attributeName("id")
                          .keyType(KeyType.HASH)
                          .build()));
    }
  }

  private static void assertAnswered(Sent sent) throws IOException {
    assertThat(sent.method()).isEqualTo("PUT");
    assertThat(sent.headers()).containsOnlyKeys("Content-Length", "Host", "User-Agent");
    assertThat(sent.headers().get("Content-Length"))
        .containsExactly(Integer.toString(sent.bytes()));
    JsonNode answer = JSON.readTree(sent.body());
    assertThat(answer.path("Status").asText()).isEqualTo("SUCCESS");
    assertThat(answer.path("RequestId").asText()).isEqualTo("request-ø");
    assertThat(answer.path("LogicalResourceId").asText()).isEqualTo("Seed");
    assertThat(answer.path("Data").path("ItemsWritten").asText()).isEqualTo("2");
    assertThat(sent.bytes())
        .as("bytes, of more than one a character")
        .isGreaterThan(sent.body().length());
  }

  private static void assertStopsWithinSeconds(CommandProcess serve) throws InterruptedException {
    serve.process().destroy();
    assertThat(serve.process().waitFor(15, TimeUnit.SECONDS)).as("it has stopped").isTrue();
    assertThat(serve.process().exitValue()).as("128 + SIGTERM").isEqualTo(143);
  }

  private static String request(String responseUrl) {
    return """
    {"RequestType":"Create","RequestId":"request-ø","LogicalResourceId":"Seed",
     "StackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/names/1",
     "ResourceType":"Custom::DataIngest","ResponseURL":"%s",
     "ResourceProperties":{"TargetTable":"Names","DataIngestFile":"names.jsonl"}}
    """
        .formatted(responseUrl);
  }

  private static void publish(JsonNode announced, String message) throws Exception {
    String topic = announced.path("topicArn").asText();
    assertThat(
            post(
                announced,
                "Action=Publish&Version=2010-03-31&TopicArn=%s&Message=%s"
                    .formatted(URLEncoder.encode(topic, UTF_8), URLEncoder.encode(message, UTF_8))))
        .contains("<MessageId>");
  }

  private static String post(JsonNode announced, String form) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri(announced, "sns"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static URI uri(JsonNode announced, String name) {
    return URI.create(announced.path(name).asText());
  }

  private static HttpServer listener(CompletableFuture<Sent> sent) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
    server.createContext(
        "/answer",
        exchange -> {
          try (exchange) {
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(exchange.getRequestHeaders());
            byte[] body = exchange.getRequestBody().readAllBytes();
            sent.complete(
                new Sent(
                    exchange.getRequestMethod(), headers, new String(body, UTF_8), body.length));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return server;
  }
}
