package io.stackseed.aws;

import io.stackseed.chunk.ChunkQueue;
import io.stackseed.chunk.SplitQueue;
import io.stackseed.item.TargetTable;
import io.stackseed.reject.RejectReport;
import io.stackseed.run.Outcomes;
import io.stackseed.run.RunDirectory;
import io.stackseed.run.RunStore;
import io.stackseed.run.WriteSchedule;
import io.stackseed.shape.HashKeys;
import io.stackseed.source.SourceObjects;
import io.stackseed.source.StagingArea;
import io.stackseed.time.Backoff;
import io.stackseed.time.Time;
import java.net.URI;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The ports over real services. Region, credentials and endpoints come from the variables that
 * Lambda sets and the SDKs agree on. One is made at a function's initialisation; its clients share
 * one HTTP client and are made when they are first needed.
 */
public final class AwsServices {
  private final Environment environment;
  private final SdkHttpClient http = Apache5HttpClient.builder().build();
  private final AwsCredentialsProvider credentials;
  private @Nullable DynamoDbClient dynamoDb;
  private @Nullable DynamoDbClient writes;
  private @Nullable SqsClient sqs;
  private @Nullable S3Client s3;
  private @Nullable SnsClient sns;

  public AwsServices(Environment environment) {
    this.environment = environment;
    this.credentials = credentials(environment);
  }

  /** The progress table of that name. */
  public RunStore runStore(String tableName) {
    return runStore(dynamoDb(), tableName);
  }

  /** The schedule that the progress table of that name keeps. */
  public WriteSchedule writeSchedule(String tableName) {
    return new DynamoDbWriteSchedule(new ProgressTable(dynamoDb(), tableName, conflictRetries()));
  }

  /** The progress table of that name, by a client of the caller's own. */
  public static RunStore runStore(DynamoDbClient dynamoDb, String tableName) {
    return new DynamoDbRunStore(dynamoDb, tableName, conflictRetries());
  }

  /** The runs of the progress table of that name, by a client of the caller's own. */
  public static RunDirectory runDirectory(DynamoDbClient dynamoDb, String tableName) {
    return new DynamoDbRunDirectory(dynamoDb, tableName);
  }

  private static ConflictRetries conflictRetries() {
    return new ConflictRetries(Time.system(), new SecureRandom());
  }

  public TargetTable targetTable() {
    return new DynamoDbTargetTable(dynamoDb(), this::writes);
  }

  public SourceObjects sourceObjects() {
    return new S3SourceObjects(s3());
  }

  public StagingArea stagingArea() {
    return new S3StagingArea(s3());
  }

  public RejectReport rejectReport() {
    return new S3RejectReport(s3());
  }

  public ChunkQueue chunkQueue(String url) {
    return new SqsChunkQueue(sqs(), url);
  }

  public SplitQueue splitQueue(String url) {
    return new SqsSplitQueue(sqs(), url);
  }

  /** The topic of outcomes. */
  public Outcomes outcomes(String topicArn) {
    return new SnsOutcomes(this::sns, topicArn);
  }

  /**
   * The key in a secret of Secrets Manager, or in a parameter of Systems Manager.
   *
   * @param arn its own; empty if there is none
   */
  public HashKeys hashKeys(String arn) {
    return arn.isEmpty()
        ? HashKeys.none()
        : new StoredHashKeys(
            arn, new SecretStores(http, credentials, environment, Backoff.system()));
  }

  private S3Client s3() {
    if (s3 == null) {
      S3ClientBuilder builder = configured(S3Client.builder(), "AWS_ENDPOINT_URL_S3");
      // Other endpoints than S3's own rarely answer to <bucket>.<host>.
      builder.forcePathStyle(environment.optional("AWS_ENDPOINT_URL_S3").isPresent());
      s3 = builder.build();
    }
    return s3;
  }

  private DynamoDbClient dynamoDb() {
    if (dynamoDb == null) {
      dynamoDb = configured(DynamoDbClient.builder(), "AWS_ENDPOINT_URL_DYNAMODB").build();
    }
    return dynamoDb;
  }

  /** Made with the first item: the dispatcher writes none. */
  private synchronized DynamoDbClient writes() {
    if (writes == null) {
      writes =
          configured(DynamoDbClient.builder(), "AWS_ENDPOINT_URL_DYNAMODB")
              .overrideConfiguration(
                  override ->
                      override
                          .retryStrategy(WriteRetries.strategy())
                          .addExecutionInterceptor(new PreparedBody()))
              .build();
    }
    return writes;
  }

  private SqsClient sqs() {
    if (sqs == null) {
      sqs = configured(SqsClient.builder(), "AWS_ENDPOINT_URL_SQS").build();
    }
    return sqs;
  }

  /** Made when the first end is announced: few invocations do. */
  private SnsClient sns() {
    if (sns == null) {
      sns =
          configured(SnsClient.builder(), "AWS_ENDPOINT_URL_SNS")
              .overrideConfiguration(SnsOutcomes::limit)
              .build();
    }
    return sns;
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, String endpointVariable) {
    environment.optional(endpointVariable).map(URI::create).ifPresent(builder::endpointOverride);
    return builder
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(Region.of(environment.text("AWS_REGION")));
  }

  /** Lambda's own variables first: looking through the default chain costs start-up time. */
  private static AwsCredentialsProvider credentials(Environment environment) {
    return environment
        .optional("AWS_ACCESS_KEY_ID")
        .<AwsCredentialsProvider>map(
            id ->
                StaticCredentialsProvider.create(
                    AwsSessionCredentials.create(
                        id,
                        environment.text("AWS_SECRET_ACCESS_KEY"),
                        environment.text("AWS_SESSION_TOKEN"))))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }
}
