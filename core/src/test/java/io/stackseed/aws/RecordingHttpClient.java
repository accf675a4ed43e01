package io.stackseed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stackseed.item.Binary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps what a client of the SDK sends, signed and all, and answers that nothing is left over. */
final class RecordingHttpClient implements SdkHttpClient {

  /** A request as it was sent. */
  record Sent(SdkHttpRequest request, Binary body) {
    byte[] bytes() {
      return body.toArray();
    }

    String header(String name) {
      return request.firstMatchingHeader(name).orElseThrow();
    }
  }

  private final Deque<Integer> statuses;
  private final List<Sent> sent = new ArrayList<>();

  /**
   * Answers by these, and 200 afterwards.
   *
   * @param statuses of HTTP
   */
  RecordingHttpClient(Integer... statuses) {
    this.statuses = new ArrayDeque<>(List.of(statuses));
  }

  /** A client over this one that sends bodies prepared beforehand. */
  DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .httpClient(this)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
        .overrideConfiguration(override -> override.addExecutionInterceptor(new PreparedBody()))
        .build();
  }

  List<Sent> sent() {
    return List.copyOf(sent);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {}
    };
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
    try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
      sent.add(new Sent(request.httpRequest(), Binary.of(body.readAllBytes())));
    }
    int status = statuses.isEmpty() ? 200 : statuses.remove();
    return HttpExecuteResponse.builder()
        .response(SdkHttpFullResponse.builder().statusCode(status).build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(
                    "{\"UnprocessedItems\":{},\"ConsumedCapacity\":[{\"CapacityUnits\":3.0}]}"
                        .getBytes(UTF_8))))
        .build();
  }

  @Override
  public void close() {}
}
