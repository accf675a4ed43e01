package io.stackseed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stackseed.aws.SecretStoreException.Problem;
import io.stackseed.time.Backoff;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The one call of Secrets Manager and the one of Systems Manager that are needed, in their own
 * protocol (JSON 1.1, signature version 4); the SDK's clients would be a third of a function's jar.
 */
final class SecretStores {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_TRIES = 4;
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private static final Set<String> MISSING =
      Set.of("ResourceNotFoundException", "ParameterNotFound", "ParameterVersionNotFound");

  private static final Set<String> DENIED =
      Set.of("AccessDeniedException", "DecryptionFailure", "InvalidKeyId");

  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final Environment environment;
  private final Backoff backoff;

  SecretStores(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      Environment environment,
      Backoff backoff) {
    this.http = http;
    this.credentials = credentials;
    this.environment = environment;
    this.backoff = backoff;
  }

  /**
   * The text of a secret of Secrets Manager.
   *
   * @throws SecretStoreException if it cannot be read
   */
  String getSecretValue(String arn, String region) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("SecretId", arn);
    return text(
        answer(
                new Call(
                    "secretsmanager",
                    region,
                    "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                    "secretsmanager.GetSecretValue",
                    body))
            .path("SecretString"));
  }

  /**
   * The text of a parameter of Systems Manager.
   *
   * @throws SecretStoreException if it cannot be read
   */
  String getParameter(String arn, String region) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("Name", arn).put("WithDecryption", true);
    return text(
        answer(new Call("ssm", region, "AWS_ENDPOINT_URL_SSM", "AmazonSSM.GetParameter", body))
            .path("Parameter")
            .path("Value"));
  }

  private record Call(
      String service, String region, String endpointVariable, String target, ObjectNode body) {}

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new SecretStoreException(Problem.NO_TEXT, "the answer holds no text");
    }
    return value.textValue();
  }

  private JsonNode answer(Call call) {
    for (int tries = 1; ; tries++) {
      try {
        return answerOnce(call);
      } catch (SecretStoreException e) {
        if (e.problem() != Problem.UNAVAILABLE || tries == MAX_TRIES) {
          throw e;
        }
      }
      pause(tries);
    }
  }

  private JsonNode answerOnce(Call call) {
    try {
      HttpExecuteResponse response = http.prepareRequest(signed(call)).call();
      int status = response.httpResponse().statusCode();
      JsonNode answer = JSON.missingNode();
      if (response.responseBody().isPresent()) {
        try (InputStream body = response.responseBody().get()) {
          answer = JSON.readTree(body.readNBytes(MAX_ANSWER_BYTES));
        }
      }
      if (status == 200) {
        return answer;
      }
      throw refused(call, status, answer.path("__type").asText());
    } catch (IOException e) {
      // Not as the cause: what could not be parsed may be quoted in it.
      throw new SecretStoreException(
          Problem.UNAVAILABLE, call.target() + ": " + e.getClass().getSimpleName());
    }
  }

  private static SecretStoreException refused(Call call, int status, String type) {
    String name = type.substring(type.lastIndexOf('#') + 1);
    Problem problem =
        MISSING.contains(name)
            ? Problem.MISSING
            : DENIED.contains(name) ? Problem.DENIED : Problem.UNAVAILABLE;
    return new SecretStoreException(
        problem, "%s answered %d %s".formatted(call.target(), status, name));
  }

  private HttpExecuteRequest signed(Call call) {
    byte[] body = call.body().toString().getBytes(UTF_8);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint(call))
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", call.target())
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, call.service())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, call.region()));
    return HttpExecuteRequest.builder()
        .request(signed.request())
        .contentStreamProvider(signed.payload().orElseThrow())
        .build();
  }

  private URI endpoint(Call call) {
    String suffix = PartitionMetadata.of(Region.of(call.region())).dnsSuffix();
    return environment
        .optional(call.endpointVariable())
        .map(URI::create)
        .orElseGet(
            () -> URI.create("https://%s.%s.%s".formatted(call.service(), call.region(), suffix)));
  }

  private void pause(int tries) {
    try {
      backoff.pause(tries);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two tries to read a secret", e);
    }
  }
}
