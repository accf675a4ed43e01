package io.stackseed.local.services;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The whole embedded account: started in parallel, on free loopback ports, and gone without a trace
 * when closed. The clients handed out belong to this object and are closed with it.
 */
public final class EmbeddedServices implements AutoCloseable {

  /** Any credentials will do; these are what the functions and our own clients use. */
  public static final String ACCESS_KEY_ID = "LOCALACCESSKEY";

  public static final String SECRET_ACCESS_KEY = "local-secret";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServices.class);

  private final LocalSettings settings;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final ObjectListeners objectListeners = new ObjectListeners();
  private final Endpoints endpoints;
  private final DynamoDbClient dynamoDb;
  private final S3Client s3;
  private final S3Presigner presigner;
  private final SqsClient sqs;
  private final Topics topics;
  private final Secrets secrets;

  /** Ctrl-C must leave no temporary directory behind either. */
  private final Thread atExit = new Thread(this::stopAll, "local-exit");

  private EmbeddedServices(LocalSettings settings) {
    this.settings = settings;
    Runtime.getRuntime().addShutdownHook(atExit);
    TemporaryDirectory files = opened(TemporaryDirectory.create());
    ExecutorService starters = Executors.newFixedThreadPool(3, Threads.named("start"));
    try {
      Future<S3MockServer> s3Mock =
          starters.submit(() -> opened(S3MockServer.start(settings, files, objectListeners)));
      Future<DynamoDbLocal> dynamoDbLocal = starters.submit(() -> opened(DynamoDbLocal.start()));
      Future<ElasticMq> elasticMq = starters.submit(() -> opened(ElasticMq.start(settings)));
      SdkHttpClient http = opened(Apache5HttpClient.builder().maxConnections(200).build());
      StaticCredentialsProvider credentials =
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY));
      Region region = Region.of(settings.region());
      S3Configuration pathStyle = S3Configuration.builder().pathStyleAccessEnabled(true).build();

      ElasticMq queues = started("ElasticMQ", elasticMq);
      this.sqs =
          opened(
              SqsClient.builder()
                  .endpointOverride(queues.endpoint())
                  .region(region)
                  .credentialsProvider(credentials)
                  .httpClient(http)
                  .build());
      this.topics = opened(Topics.start(settings, sqs));
      this.secrets = opened(Secrets.start(settings));
      DynamoDbLocal tables = started("DynamoDB Local", dynamoDbLocal);
      this.dynamoDb =
          opened(
              DynamoDbClient.builder()
                  .endpointOverride(tables.endpoint())
                  .region(region)
                  .credentialsProvider(credentials)
                  .httpClient(http)
                  .build());
      S3MockServer buckets = started("S3Mock", s3Mock);
      this.s3 =
          opened(
              S3Client.builder()
                  .endpointOverride(buckets.endpoint())
                  .region(region)
                  .credentialsProvider(credentials)
                  .httpClient(http)
                  .serviceConfiguration(pathStyle)
                  .build());
      this.presigner =
          opened(
              S3Presigner.builder()
                  .endpointOverride(buckets.endpoint())
                  .region(region)
                  .credentialsProvider(credentials)
                  .serviceConfiguration(pathStyle)
                  .build());
      this.endpoints =
          new Endpoints(
              topics.endpoint(),
              queues.endpoint(),
              buckets.endpoint(),
              tables.endpoint(),
              secrets.endpoint(),
              secrets.endpoint());
    } catch (RuntimeException e) {
      stopStarting(starters);
      close();
      throw e;
    }
    starters.shutdown();
  }

  /** Starts everything with {@link LocalSettings#defaults()}. */
  public static EmbeddedServices start() {
    return start(LocalSettings.defaults());
  }

  /**
   * Starts everything; returns when all of it answers.
   *
   * @throws IllegalStateException naming the service that did not start
   */
  public static EmbeddedServices start(LocalSettings settings) {
    return new EmbeddedServices(settings);
  }

  public LocalSettings settings() {
    return settings;
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  public DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  public S3Client s3() {
    return s3;
  }

  /** Signs URLs that lead to the embedded S3. */
  public S3Presigner presigner() {
    return presigner;
  }

  public SqsClient sqs() {
    return sqs;
  }

  public Topics topics() {
    return topics;
  }

  /** The secrets and the parameters there are. */
  public Secrets secrets() {
    return secrets;
  }

  /**
   * Calls {@code listener} with the decoded path {@code /bucket/key} after each PUT that succeeded,
   * on the thread that served it, until the returned handle is closed.
   */
  public Subscription onObjectPut(Consumer<String> listener) {
    objectListeners.add(listener);
    return () -> objectListeners.remove(listener);
  }

  /** Has {@code user} closed before the services it uses, by whatever way these are closed. */
  public void closeBefore(AutoCloseable user) {
    synchronized (opened) {
      opened.push(user);
    }
  }

  /** Ends what it was handed out for; never throws. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Stops everything within seconds; what fails to stop is logged and does not keep the rest. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      LOG.debug("The process is ending already", e);
    }
    stopAll();
  }

  private void stopAll() {
    synchronized (opened) {
      while (!opened.isEmpty()) {
        AutoCloseable service = opened.pop();
        try {
          service.close();
        } catch (Exception e) {
          LOG.warn("{} did not stop cleanly", service.getClass().getSimpleName(), e);
        }
      }
    }
  }

  /** What is half started must be up before it can be stopped. */
  private static void stopStarting(ExecutorService starters) {
    starters.shutdown();
    try {
      if (!starters.awaitTermination(30, TimeUnit.SECONDS)) {
        LOG.warn("An embedded service was still starting when the others were stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T extends AutoCloseable> T opened(T service) {
    synchronized (opened) {
      opened.push(service);
    }
    return service;
  }

  private static <T> T started(String name, Future<T> service) {
    try {
      return service.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(name + " did not start: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + name + " was starting", e);
    }
  }
}
