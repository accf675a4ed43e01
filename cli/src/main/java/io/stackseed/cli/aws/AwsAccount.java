package io.stackseed.cli.aws;

import io.stackseed.aws.AwsServices;
import io.stackseed.cli.account.Account;
import io.stackseed.cli.account.AccountException;
import io.stackseed.cli.account.AccountSettings;
import io.stackseed.run.RunDirectory;
import io.stackseed.run.RunStore;
import io.stackseed.time.Backoff;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * An account over the AWS SDK, by its rules for regions, credentials and endpoints. The clients
 * share one HTTP client and are made when they are first needed.
 */
public final class AwsAccount implements Account {
  private final AccountSettings settings;
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http = Apache5HttpClient.builder().build();
  private @Nullable DynamoDbClient dynamoDb;
  private @Nullable S3Client s3;

  private AwsAccount(AccountSettings settings, Region region, AwsCredentialsProvider credentials) {
    this.settings = settings;
    this.region = region;
    this.credentials = credentials;
  }

  /**
   * Opens an account; nothing is called yet.
   *
   * @throws AccountException if there is no such profile, no region or no credentials
   */
  public static Account open(AccountSettings settings) {
    String profile = settings.profile();
    if (profile != null && ProfileFile.defaultProfileFile().profile(profile).isEmpty()) {
      throw new AccountException(
          "--profile: there is no '%s' in the AWS configuration files. `aws configure list-profiles`"
                  .formatted(profile)
              + " lists those there are.");
    }
    Region region = region(settings);
    AwsCredentialsProvider credentials =
        profile == null
            ? DefaultCredentialsProvider.builder().build()
            : ProfileCredentialsProvider.create(profile);
    try {
      credentials.resolveCredentials();
    } catch (SdkClientException e) {
      throw new AccountException(
          profile == null
              ? "There are no AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                  + " AWS_SECRET_ACCESS_KEY, or give --profile."
              : "--profile: '%s' gives no credentials: %s".formatted(profile, e.getMessage()),
          e);
    }
    return new AwsAccount(settings, region, credentials);
  }

  private static Region region(AccountSettings settings) {
    if (settings.region() != null) {
      return Region.of(settings.region());
    }
    try {
      return DefaultAwsRegionProviderChain.builder()
          .profileName(settings.profile())
          .build()
          .getRegion();
    } catch (SdkClientException e) {
      throw new AccountException("There is no region. Set AWS_REGION, or give --region.", e);
    }
  }

  @Override
  public Map<String, String> outputs(String stackName) {
    URI endpoint = endpoint("cloudformation", "CLOUDFORMATION", "CloudFormation").clientEndpoint();
    return new StackOutputs(http, credentials, region, endpoint, Backoff.system()).of(stackName);
  }

  @Override
  public RunStore runs(String progressTable) {
    return AwsServices.runStore(dynamoDb(), progressTable);
  }

  @Override
  public RunDirectory directory(String progressTable) {
    return AwsServices.runDirectory(dynamoDb(), progressTable);
  }

  @Override
  public String publish(String topicArn, String message) {
    try (SnsClient sns = configured(SnsClient.builder()).build()) {
      return sns.publish(request -> request.topicArn(topicArn).message(message)).messageId();
    }
  }

  @Override
  public void upload(Path file, String bucket, String key, LongConsumer sentBytes)
      throws IOException {
    new Upload(s3(), bucket, key, sentBytes).send(file);
  }

  @Override
  public InputStream read(String bucket, String key) {
    return s3().getObject(request -> request.bucket(bucket).key(key));
  }

  private DynamoDbClient dynamoDb() {
    if (dynamoDb == null) {
      dynamoDb = configured(DynamoDbClient.builder()).build();
    }
    return dynamoDb;
  }

  private S3Client s3() {
    if (s3 == null) {
      // Other endpoints than S3's own rarely answer to <bucket>.<host>.
      s3 =
          configured(S3Client.builder())
              .forcePathStyle(endpoint("s3", "S3", "S3").isEndpointOverridden())
              .build();
    }
    return s3;
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder) {
    if (settings.profile() != null) {
      builder.overrideConfiguration(override -> override.defaultProfileName(settings.profile()));
    }
    if (settings.endpointUrl() != null) {
      builder.endpointOverride(settings.endpointUrl());
    }
    return builder.httpClient(http).credentialsProvider(credentials).region(region);
  }

  /** By the rules that the SDK's own clients follow. */
  private AwsClientEndpointProvider endpoint(
      String prefix, String environmentName, String propertyName) {
    return AwsClientEndpointProvider.builder()
        .clientEndpointOverride(settings.endpointUrl())
        .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_" + environmentName)
        .serviceEndpointOverrideSystemProperty("aws.endpointUrl" + propertyName)
        .serviceProfileProperty(prefix)
        .profileFile(ProfileFile::defaultProfileFile)
        .profileName(settings.profile() == null ? defaultProfile() : settings.profile())
        .serviceEndpointPrefix(prefix)
        .defaultProtocol("https")
        .region(region)
        .build();
  }

  private static String defaultProfile() {
    return ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
  }

  @Override
  public void close() {
    if (dynamoDb != null) {
      dynamoDb.close();
    }
    if (s3 != null) {
      s3.close();
    }
    http.close();
  }
}
