package io.stackseed.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stackseed.failure.FailureException;
import io.stackseed.shape.HashKey;
import io.stackseed.time.LongestPauses;
import io.stackseed.time.ManualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Wire forms as in the API references of Secrets Manager and Systems Manager. */
class StoredHashKeysTest {
  private static final String SECRET =
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:hash-key-AbCdEf";
  private static final String PARAMETER =
      "arn:aws:ssm:eu-central-1:123456789012:parameter/stackseed/hash-key";
  private static final String KEY = "sixteen bytes, or more";

  private final Service service = new Service();
  private final ManualTime time = new ManualTime(Instant.parse("2026-11-22T12:00:00Z"));

  @Test
  void aSecretsTextIsTheKey() {
    service.answers(200, "{\"Name\":\"hash-key\",\"SecretString\":\"" + KEY + "\"}");

    assertThat(read(SECRET).fingerprint())
        .isEqualTo(new HashKey(KEY.getBytes(UTF_8)).fingerprint());

    SdkHttpRequest request = service.received.get(0);
    assertThat(request.getUri()).hasToString("https://secretsmanager.eu-west-1.amazonaws.com/");
    assertThat(header(request, "X-Amz-Target")).isEqualTo("secretsmanager.GetSecretValue");
    assertThat(header(request, "Content-Type")).isEqualTo("application/x-amz-json-1.1");
    assertThat(header(request, "Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=id/")
        .contains("/eu-west-1/secretsmanager/aws4_request", "x-amz-target");
    assertThat(service.bodies).containsExactly("{\"SecretId\":\"%s\"}".formatted(SECRET));
  }

  @Test
  void aParametersTextIsTheKey() {
    service.answers(200, "{\"Parameter\":{\"Type\":\"SecureString\",\"Value\":\"" + KEY + "\"}}");

    assertThat(read(PARAMETER).fingerprint())
        .isEqualTo(new HashKey(KEY.getBytes(UTF_8)).fingerprint());

    SdkHttpRequest request = service.received.get(0);
    assertThat(request.getUri()).hasToString("https://ssm.eu-central-1.amazonaws.com/");
    assertThat(header(request, "X-Amz-Target")).isEqualTo("AmazonSSM.GetParameter");
    assertThat(header(request, "Authorization")).contains("/eu-central-1/ssm/aws4_request");
    assertThat(service.bodies)
        .containsExactly("{\"Name\":\"%s\",\"WithDecryption\":true}".formatted(PARAMETER));
  }

  @Test
  void aChinesePartitionHasItsOwnDomain() {
    service.answers(200, "{\"SecretString\":\"" + KEY + "\"}");

    assertThat(read("arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:k-AbCdEf"))
        .isNotNull();

    assertThat(service.received.get(0).getUri())
        .hasToString("https://secretsmanager.cn-north-1.amazonaws.com.cn/");
  }

  @Test
  void anotherEndpointIsTheVariables() {
    service.answers(200, "{\"SecretString\":\"" + KEY + "\"}");

    assertThat(read(SECRET, Map.of("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:4000")))
        .isNotNull();

    assertThat(service.received.get(0).getUri()).hasToString("http://127.0.0.1:4000/");
  }

  @ParameterizedTest
  @CsvSource({
    "400, ResourceNotFoundException, does not exist. Correct the stack's parameter HashKeyArn.",
    "400, ParameterNotFound, does not exist. Correct the stack's parameter HashKeyArn.",
    "400, com.amazonaws.secretsmanager#ResourceNotFoundException, does not exist. Correct the"
        + " stack's parameter HashKeyArn.",
    "400, AccessDeniedException, may not be read by the ingest stack. Let the roles of its"
        + " functions decrypt with the KMS key that it is encrypted with.",
    "400, DecryptionFailure, may not be read by the ingest stack. Let the roles of its functions"
        + " decrypt with the KMS key that it is encrypted with."
  })
  void whatAskingAgainCannotMendFailsByName(int status, String type, String problem) {
    service.answers(status, "{\"__type\":\"%s\",\"Message\":\"about %s\"}".formatted(type, KEY));

    assertThatThrownBy(() -> read(SECRET))
        .isInstanceOf(FailureException.class)
        .hasMessage("Hash: the key at %s %s", SECRET, problem);
    assertThat(service.received).hasSize(1);
  }

  @Test
  void aSecretOfBytesHoldsNoText() {
    service.answers(200, "{\"SecretBinary\":\"AQI=\"}");

    assertThatThrownBy(() -> read(SECRET))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "Hash: the key at %s holds no text. Store the key as SecretString or SecureString.",
            SECRET);
  }

  @Test
  void aShortKeyIsRefused() {
    service.answers(200, "{\"SecretString\":\"fifteen bytes..\"}");

    assertThatThrownBy(() -> read(SECRET))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "Hash: the key at %s is shorter than 16 bytes. Put a longer one there, such as 64 random"
                + " characters.",
            SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hash-key", "arn:aws:s3:::bucket", "arn:aws:kms:eu-west-1:1:key/k"})
  void anotherArnIsRefusedWithoutACall(String arn) {
    assertThatThrownBy(() -> read(arn))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "Hash: the key at %s is neither a secret's nor a parameter's. Correct the stack's"
                + " parameter HashKeyArn.",
            arn);
    assertThat(service.received).isEmpty();
  }

  @Test
  void whatMayPassIsAskedForAgainAndNothingOfAnAnswerIsTold() {
    service.answers(400, "{\"__type\":\"ThrottlingException\"}");
    service.answers(503, "unavailable: " + KEY);
    service.fails();
    service.answers(200, "{\"SecretString\":\"" + KEY + "\"}");

    assertThat(read(SECRET)).isNotNull();
    assertThat(service.received).hasSize(4);

    for (int i = 0; i < 4; i++) {
      service.answers(200, "{\"SecretString\":\"" + KEY);
    }
    assertThatThrownBy(() -> read(SECRET))
        .isInstanceOf(SecretStoreException.class)
        .hasMessage("secretsmanager.GetSecretValue: JsonEOFException")
        .hasNoCause();
    assertThat(service.received).hasSize(8);
  }

  private HashKey read(String arn) {
    return read(arn, Map.of());
  }

  private HashKey read(String arn, Map<String, String> variables) {
    return new StoredHashKeys(
            arn,
            new SecretStores(
                service,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")),
                new Environment(variables),
                LongestPauses.backoff(time)))
        .read();
  }

  private static @Nullable String header(SdkHttpRequest request, String name) {
    return request.firstMatchingHeader(name).orElse(null);
  }

  /** Answers by a script, and remembers what it was asked. */
  private static final class Service implements SdkHttpClient {
    private final Deque<ExecutableHttpRequest> script = new ArrayDeque<>();
    private final List<SdkHttpRequest> received = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    void answers(int status, String body) {
      script.add(
          new Reply() {
            @Override
            public HttpExecuteResponse call() {
              return HttpExecuteResponse.builder()
                  .response(SdkHttpFullResponse.builder().statusCode(status).build())
                  .responseBody(
                      AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(UTF_8))))
                  .build();
            }
          });
    }

    void fails() {
      script.add(
          new Reply() {
            @Override
            public HttpExecuteResponse call() throws IOException {
              throw new IOException("connection reset");
            }
          });
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      received.add(request.httpRequest());
      try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
        bodies.add(new String(body.readAllBytes(), UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return script.remove();
    }

    @Override
    public void close() {}

    private abstract static class Reply implements ExecutableHttpRequest {
      @Override
      public void abort() {}
    }
  }
}
